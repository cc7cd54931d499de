import type { Payment, Refund } from './payment.js';
import type { LogRecord, RecordLog } from './record-log.js';
import type { Delivery } from './webhooks/delivery.js';

export interface Merchant {
  readonly id: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
}

/** Everything the provider knows, in memory; each change is also appended to the log. */
export class Book {
  readonly #merchants = new Map<string, Merchant>();
  readonly #payments = new Map<string, Payment>();
  readonly #paymentByReference = new Map<string, string>();
  readonly #pending = new Set<string>();
  readonly #refundsByPayment = new Map<string, Refund[]>();
  readonly #refundByReference = new Map<string, Refund>();
  readonly #deliveries = new Map<string, Delivery>();

  constructor(
    private readonly log: RecordLog,
    records: readonly LogRecord[],
  ) {
    for (const record of records) this.#restore(record);
  }

  merchant(id: string): Merchant | undefined {
    return this.#merchants.get(id);
  }

  payment(id: string): Payment | undefined {
    return this.#payments.get(id);
  }

  paymentByReference(merchant: string, reference: string): Payment | undefined {
    return this.#payments.get(this.#paymentByReference.get(scoped(merchant, reference)) ?? '');
  }

  pendingPayments(): Payment[] {
    return [...this.#pending].flatMap((id) => this.#payments.get(id) ?? []);
  }

  refundsOf(paymentId: string): readonly Refund[] {
    return this.#refundsByPayment.get(paymentId) ?? [];
  }

  refundByReference(merchant: string, reference: string): Refund | undefined {
    return this.#refundByReference.get(scoped(merchant, reference));
  }

  delivery(id: string): Delivery | undefined {
    return this.#deliveries.get(id);
  }

  deliveries(): Delivery[] {
    return [...this.#deliveries.values()];
  }

  putMerchant(merchant: Merchant): void {
    this.#merchants.set(merchant.id, merchant);
    this.log.append({ kind: 'merchant', key: merchant.id, value: merchant });
  }

  putPayment(payment: Payment): void {
    this.#indexPayment(payment);
    this.log.append({ kind: 'payment', key: payment.id, value: payment });
  }

  addRefund(refund: Refund): void {
    this.#indexRefund(refund);
    this.log.append({ kind: 'refund', key: refund.id, value: refund });
  }

  putDelivery(delivery: Delivery): void {
    this.#deliveries.set(delivery.id, delivery);
    this.log.append({ kind: 'delivery', key: delivery.id, value: delivery });
  }

  #restore({ kind, value }: LogRecord): void {
    if (kind === 'merchant') this.#merchants.set((value as Merchant).id, value as Merchant);
    if (kind === 'payment') this.#indexPayment(value as Payment);
    if (kind === 'refund') this.#indexRefund(value as Refund);
    if (kind === 'delivery') this.#deliveries.set((value as Delivery).id, value as Delivery);
  }

  #indexPayment(payment: Payment): void {
    this.#payments.set(payment.id, payment);
    this.#paymentByReference.set(scoped(payment.merchant, payment.reference), payment.id);
    if (payment.state === 'pending') this.#pending.add(payment.id);
    else this.#pending.delete(payment.id);
  }

  #indexRefund(refund: Refund): void {
    this.#refundsByPayment.set(refund.paymentId, [...this.refundsOf(refund.paymentId), refund]);
    this.#refundByReference.set(scoped(refund.merchant, refund.reference), refund);
  }
}

function scoped(merchant: string, reference: string): string {
  return `${merchant}\n${reference}`;
}
