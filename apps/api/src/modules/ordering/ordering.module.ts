import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/index.js';
import { CatalogModule } from '../catalog/index.js';
import { InventoryModule } from '../inventory/index.js';
import { SandboxPsp } from './adapters/sandbox-psp.js';
import { ContactResolver } from './graphql/contact.resolver.js';
import { OrderCommandsResolver } from './graphql/order-commands.resolver.js';
import { OrderLineResolver } from './graphql/order-line.resolver.js';
import { OrderQueriesResolver } from './graphql/order-queries.resolver.js';
import { PartnerResolver } from './graphql/partner.resolver.js';
import { RefundResolver } from './graphql/refund.resolver.js';
import { VisitorOrdersResolver } from './graphql/visitor-orders.resolver.js';
import { PaymentWebhookController } from './http/payment-webhook.controller.js';
import { ExpireOrdersJob } from './jobs/expire-orders.job.js';
import { PollPaymentsJob } from './jobs/poll-payments.job.js';
import { SendRefundsJob } from './jobs/send-refunds.job.js';
import { OrderAccess } from './order-access.js';
import { PaymentProvider } from './ordering.ports.js';
import { Orders } from './orders.js';
import { PaidOrder } from './paid-order.js';
import { ChannelRepository } from './persistence/channel-repository.js';
import { OrderRepository } from './persistence/order-repository.js';
import { PaymentRepository } from './persistence/payment-repository.js';
import { RefundRepository } from './persistence/refund-repository.js';
import { Quotes } from './quotes.js';
import { RefundLedger } from './refund-ledger.js';
import { StorefrontChannelSeed } from './storefront-channel.seed.js';
import { CancelOrder } from './use-cases/cancel-order.js';
import { ClaimOrder } from './use-cases/claim-order.js';
import { ConfirmOrder } from './use-cases/confirm-order.js';
import { CreatePartner } from './use-cases/create-partner.js';
import { DecideRefund } from './use-cases/decide-refund.js';
import { HoldOrder } from './use-cases/hold-order.js';
import { PayOrder } from './use-cases/pay-order.js';
import { ReceivePaymentNotice } from './use-cases/receive-payment-notice.js';
import { RefundOrder } from './use-cases/refund-order.js';
import { SettlePayment } from './use-cases/settle-payment.js';
import { SettleRefund } from './use-cases/settle-refund.js';

const useCases = [
  CancelOrder,
  ClaimOrder,
  ConfirmOrder,
  CreatePartner,
  DecideRefund,
  HoldOrder,
  PayOrder,
  ReceivePaymentNotice,
  RefundOrder,
  SettlePayment,
  SettleRefund,
];
const doors = [
  ContactResolver,
  OrderCommandsResolver,
  OrderLineResolver,
  OrderQueriesResolver,
  PartnerResolver,
  RefundResolver,
  VisitorOrdersResolver,
];
const jobs = [ExpireOrdersJob, PollPaymentsJob, SendRefundsJob];

/** Who bought what, through which channel, and how it was paid. Fulfilment and PartnerClients are bound by the app. */
@Module({
  imports: [AuditModule, CatalogModule, InventoryModule],
  controllers: [PaymentWebhookController],
  providers: [
    ...useCases,
    ...doors,
    ...jobs,
    { provide: PaymentProvider, useClass: SandboxPsp },
    ChannelRepository,
    OrderAccess,
    OrderRepository,
    Orders,
    PaidOrder,
    PaymentRepository,
    Quotes,
    RefundLedger,
    RefundRepository,
    StorefrontChannelSeed,
  ],
  exports: [Orders, StorefrontChannelSeed, ...jobs],
})
export class OrderingModule {}
