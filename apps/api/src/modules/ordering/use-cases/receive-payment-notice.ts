import { CLOCK, type Tenant } from '@lianpiao/authz';
import { z } from '@lianpiao/config';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { isId, newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';

import { PaymentProvider } from '../ordering.ports.js';
import { PaymentRepository, type Notice } from '../persistence/payment-repository.js';
import { SettlePayment } from './settle-payment.js';
import { SettleRefund } from './settle-refund.js';

const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const noticeBody = z.object({
  id: z.string().min(1).max(100),
  type: z.enum(['payment.succeeded', 'payment.declined', 'payment.expired', 'refund.succeeded']),
  data: z.object({
    paymentId: z.string().min(1).max(100),
    reference: z.string(),
    feeMinor: minor.default(0n),
    amountMinor: minor.optional(),
    currency: z.string().optional(),
    refundReference: z.string().optional(),
  }),
});
type NoticeBody = z.output<typeof noticeBody>;

const STATES = {
  'payment.succeeded': 'succeeded',
  'payment.declined': 'declined',
  'payment.expired': 'expired',
} as const;

/** A delivery that calls itself the payment provider's. Every one is recorded with its verdict; a genuine event acts once. */
@Injectable()
export class ReceivePaymentNotice {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly provider: PaymentProvider,
    private readonly payments: PaymentRepository,
    private readonly settlePayment: SettlePayment,
    private readonly settleRefund: SettleRefund,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(tenant: Tenant, signature: string | undefined, rawBody: Buffer): Promise<Notice['verdict']> {
    const now = this.clock.now();
    const bodySha256 = createHash('sha256').update(rawBody).digest('hex');
    const genuine = this.provider.isGenuine(tenant, signature, rawBody, now);
    const body = genuine ? parsed(rawBody) : undefined;
    return this.unitOfWork.write({ tenant }, async (tx) => {
      const verdict = body ? await this.apply(tx, body, now) : genuine ? 'malformed' : 'forged';
      const about = { eventId: body?.id ?? null, type: body?.type ?? null };
      await this.payments.recordNotice(tx, {
        id: newId(),
        provider: this.provider.name,
        ...about,
        verdict,
        bodySha256,
        receivedAt: now,
      });
      return verdict;
    });
  }

  private async apply(tx: TenantTx, body: NoticeBody, now: Date): Promise<Notice['verdict']> {
    if (await this.payments.wasApplied(tx, this.provider.name, body.id)) return 'repeated';
    const { data, type } = body;
    if (type === 'refund.succeeded') {
      const refundId = data.refundReference ?? '';
      return isId(refundId) && (await this.settleRefund.execute(tx, refundId, now)) ? 'applied' : 'ignored';
    }
    if (!isId(data.reference)) return 'ignored';
    const outcome = {
      paymentId: data.reference,
      providerPaymentId: data.paymentId,
      state: STATES[type],
      feeMinor: data.feeMinor,
      amountMinor: data.amountMinor,
      currency: data.currency,
    };
    return (await this.settlePayment.execute(tx, outcome, now)) ? 'applied' : 'ignored';
  }
}

function parsed(rawBody: Buffer): NoticeBody | undefined {
  try {
    return noticeBody.parse(JSON.parse(rawBody.toString('utf8')));
  } catch {
    return undefined;
  }
}
