import type { Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { tryEach, type TenantJob } from '@lianpiao/jobs';
import { Injectable } from '@nestjs/common';

import { PaymentProvider } from '../ordering.ports.js';
import { RefundRepository, type DueRefund } from '../persistence/refund-repository.js';

const AT_ONCE = 20;

/** Asks the provider to pay approved refunds out. It knows each by our id, so asking twice pays once. */
@Injectable()
export class SendRefundsJob implements TenantJob {
  readonly name = 'ordering.sendRefunds';
  readonly everyMs = 1_000;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refunds: RefundRepository,
    private readonly provider: PaymentProvider,
  ) {}

  async run(tenant: Tenant): Promise<number> {
    const due = await this.unitOfWork.read({ tenant }, (tx) => this.refunds.approved(tx, AT_ONCE));
    return tryEach(due, (refund) => this.send(tenant, refund));
  }

  private async send(tenant: Tenant, refund: DueRefund): Promise<true> {
    const sent = await this.provider.refund(tenant, refund.providerPaymentId, refund.id, refund.amountMinor);
    await this.unitOfWork.write({ tenant }, (tx) => this.refunds.markSent(tx, refund.id, sent.id));
    return true;
  }
}
