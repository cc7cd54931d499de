import { randomBytes } from 'node:crypto';
import type { Answer } from '../../http/answer.js';
import { Refused } from '../../http/refused.js';
import type { Book, Merchant } from '../book.js';
import { type Payment, type Refund, refundable } from '../payment.js';
import { parsedJson, refundRequest } from '../requests.js';
import { refundEvent } from '../webhooks/delivery.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';
import { paymentOf } from './payments.js';

export class Refunds {
  constructor(
    private readonly book: Book,
    private readonly webhooks: WebhookSender,
  ) {}

  create(merchant: Merchant, paymentId: string, body: string): Answer {
    const payment = paymentOf(this.book, merchant, paymentId);
    const { reference, amountMinor } = parsedJson(refundRequest, body);
    const known = this.book.refundByReference(merchant.id, reference);
    if (known && (known.paymentId !== paymentId || known.amountMinor !== amountMinor))
      throw new Refused(409, { error: 'REFERENCE_REUSED', reference });
    const { id } = known ?? this.#refund(payment, reference, amountMinor);
    return { status: 201, json: { id, state: 'succeeded', paymentId, reference, amountMinor } };
  }

  #refund(payment: Payment, reference: string, amountMinor: string): Refund {
    if (payment.state !== 'succeeded') throw new Refused(422, { error: 'PAYMENT_NOT_CAPTURED', state: payment.state });
    const left = refundable(payment, this.book.refundsOf(payment.id));
    if (BigInt(amountMinor) > left)
      throw new Refused(422, { error: 'REFUND_EXCEEDS_CAPTURED', refundableMinor: left.toString() });
    const id = `ref_${randomBytes(16).toString('base64url')}`;
    const refund: Refund = {
      id,
      merchant: payment.merchant,
      paymentId: payment.id,
      reference,
      amountMinor,
      createdAt: new Date().toISOString(),
    };
    this.book.addRefund(refund);
    this.webhooks.send(refundEvent(payment, refund, new Date()));
    return refund;
  }
}
