import { ContactResolver } from './graphql/contact.resolver.js';
import { OrderCommandsResolver } from './graphql/order-commands.resolver.js';
import { OrderLineResolver } from './graphql/order-line.resolver.js';
import { OrderQueriesResolver } from './graphql/order-queries.resolver.js';
import { PartnerResolver } from './graphql/partner.resolver.js';
import { RefundResolver } from './graphql/refund.resolver.js';
import { VisitorOrdersResolver } from './graphql/visitor-orders.resolver.js';
import { ExpireOrdersJob } from './jobs/expire-orders.job.js';
import { PollPaymentsJob } from './jobs/poll-payments.job.js';
import { SendRefundsJob } from './jobs/send-refunds.job.js';
import { StorefrontChannelSeed } from './storefront-channel.seed.js';

export type { OrderFacts } from './domain/order.js';
export { factsOf, OrderType } from './graphql/order.types.js';
export { ORDERING_CONFIG, orderingConfig, type OrderingConfig } from './ordering.config.js';
export type {
  ChannelKind,
  LatePaymentReceived,
  LatePaymentReceivedPayload,
  OrderPaid,
  OrderPaidPayload,
  OrderRefunded,
  OrderRefundedPayload,
  PaidLine,
  PaymentFeeReported,
  PaymentFeeReportedPayload,
  RefundSettled,
  RefundSettledPayload,
} from './ordering.events.js';
export { NothingRefundable } from './ordering.failures.js';
export { OrderingModule } from './ordering.module.js';
export { Fulfilment, PartnerClients } from './ordering.ports.js';
export { Orders } from './orders.js';

export const orderingResolvers = [
  ContactResolver,
  OrderCommandsResolver,
  OrderLineResolver,
  OrderQueriesResolver,
  PartnerResolver,
  RefundResolver,
  VisitorOrdersResolver,
];
export const orderingJobs = [ExpireOrdersJob, PollPaymentsJob, SendRefundsJob];
export const orderingSeeds = [StorefrontChannelSeed];
