export type PaymentState = 'pending' | 'succeeded' | 'declined' | 'expired';

/** Amounts are minor units in decimal strings: they go in and out of JSON unharmed. */
export interface Payment {
  readonly id: string;
  readonly merchant: string;
  readonly reference: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly description: string;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly state: PaymentState;
  readonly feeMinor: string;
}

export interface Refund {
  readonly id: string;
  readonly merchant: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly amountMinor: string;
  readonly createdAt: string;
}

export type CheckoutAction = 'pay' | 'decline';

const PPM = 1_000_000n;

/** Rounded once, half up; amounts are never negative here. */
export function feeOf(amountMinor: string, feePpm: number): string {
  return ((BigInt(amountMinor) * BigInt(feePpm) + PPM / 2n) / PPM).toString();
}

/** The visitor's answer: taken once, and only in time. */
export function answered(payment: Payment, action: CheckoutAction, feePpm: number, now: Date): Payment {
  if (payment.state !== 'pending') return payment;
  if (isOverdue(payment, now)) return { ...payment, state: 'expired' };
  if (action === 'decline') return { ...payment, state: 'declined' };
  return { ...payment, state: 'succeeded', feeMinor: feeOf(payment.amountMinor, feePpm) };
}

export function isOverdue(payment: Payment, now: Date): boolean {
  return payment.state === 'pending' && now.getTime() >= Date.parse(payment.expiresAt);
}

/** What may still go back to the payer. */
export function refundable(payment: Payment, refunds: readonly Refund[]): bigint {
  if (payment.state !== 'succeeded') return 0n;
  return refunds.reduce((left, refund) => left - BigInt(refund.amountMinor), BigInt(payment.amountMinor));
}
