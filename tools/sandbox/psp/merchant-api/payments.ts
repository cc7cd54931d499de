import { randomBytes } from 'node:crypto';
import type { Answer } from '../../http/answer.js';
import { Refused } from '../../http/refused.js';
import type { Book, Merchant } from '../book.js';
import { type Payment, refundable } from '../payment.js';
import { parsedJson, type PaymentRequest, paymentRequest } from '../requests.js';

export class Payments {
  constructor(
    private readonly book: Book,
    private readonly checkoutBase: string,
  ) {}

  /** The merchant's reference is the idempotency key: the same order asked for twice is one payment, for ever. */
  create(merchant: Merchant, body: string): Answer {
    const request = parsedJson(paymentRequest, body);
    const known = this.book.paymentByReference(merchant.id, request.reference);
    if (known && !isSameOrder(known, request))
      throw new Refused(409, { error: 'REFERENCE_REUSED', reference: request.reference });
    const payment = known ?? this.#open(merchant, request);
    return { status: 201, json: this.#shown(payment) };
  }

  read(merchant: Merchant, id: string): Answer {
    return { status: 200, json: this.#shown(paymentOf(this.book, merchant, id)) };
  }

  #open(merchant: Merchant, request: PaymentRequest): Payment {
    const id = `pay_${randomBytes(16).toString('base64url')}`;
    const payment: Payment = {
      id,
      merchant: merchant.id,
      ...request,
      createdAt: new Date().toISOString(),
      state: 'pending',
      feeMinor: '0',
    };
    this.book.putPayment(payment);
    return payment;
  }

  #shown(payment: Payment) {
    const { id, state, reference, amountMinor, currency, feeMinor, createdAt, expiresAt } = payment;
    const refunds = this.book
      .refundsOf(id)
      .map((refund) => ({ id: refund.id, reference: refund.reference, amountMinor: refund.amountMinor }));
    const refundableMinor = refundable(payment, this.book.refundsOf(id)).toString();
    return {
      id,
      state,
      checkoutUrl: `${this.checkoutBase}/checkout/${id}`,
      reference,
      amountMinor,
      currency,
      feeMinor,
      refundableMinor,
      refunds,
      createdAt,
      expiresAt,
    };
  }
}

/** Another merchant's payment looks like none. */
export function paymentOf(book: Book, merchant: Merchant, id: string): Payment {
  const payment = book.payment(id);
  if (payment?.merchant !== merchant.id) throw new Refused(404, { error: 'PAYMENT_NOT_FOUND' });
  return payment;
}

function isSameOrder(payment: Payment, request: PaymentRequest): boolean {
  return (Object.keys(request) as (keyof PaymentRequest)[]).every((field) => payment[field] === request[field]);
}
