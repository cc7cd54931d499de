import { CLOCK, type Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { tryEach, type TenantJob } from '@lianpiao/jobs';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import type { Payment } from '../domain/order.js';
import { PaymentProvider } from '../ordering.ports.js';
import { PaymentRepository } from '../persistence/payment-repository.js';
import { SettlePayment } from '../use-cases/settle-payment.js';

const PATIENCE_MS = 30_000;
const AT_ONCE = 50;

/** Asks the provider about payments whose notice is overdue: a lost notice must not cost an order. */
@Injectable()
export class PollPaymentsJob implements TenantJob {
  readonly name = 'ordering.pollPayments';
  readonly everyMs = 10_000;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly payments: PaymentRepository,
    private readonly provider: PaymentProvider,
    private readonly settlePayment: SettlePayment,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(tenant: Tenant): Promise<number> {
    const since = new Date(this.clock.now().getTime() - PATIENCE_MS);
    const overdue = await this.unitOfWork.read({ tenant }, (tx) => this.payments.unsettledSince(tx, since, AT_ONCE));
    return tryEach(overdue, (payment) => this.ask(tenant, payment));
  }

  private async ask(tenant: Tenant, payment: Payment): Promise<boolean> {
    if (!payment.providerPaymentId) return false;
    const { state, feeMinor, amountMinor, currency, ...told } = await this.provider.find(
      tenant,
      payment.providerPaymentId,
    );
    if (state === 'pending') return false;
    const outcome = { paymentId: payment.id, providerPaymentId: told.id, state, feeMinor, amountMinor, currency };
    return this.unitOfWork.write({ tenant }, (tx) => this.settlePayment.execute(tx, outcome, this.clock.now()));
  }
}
