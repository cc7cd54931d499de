import { describe, expect, it } from '@jest/globals';
import { answered, feeOf, type Payment, refundable } from './payment.js';

const pending: Payment = {
  id: 'pay_1',
  merchant: 'yrd',
  reference: 'order-1',
  amountMinor: '29800',
  currency: 'CNY',
  description: '',
  notifyUrl: 'http://yrd.localhost/',
  returnUrl: 'http://yrd.localhost/',
  createdAt: '2026-05-01T08:00:00.000Z',
  expiresAt: '2026-05-01T08:15:00.000Z',
  state: 'pending',
  feeMinor: '0',
};
const inTime = new Date('2026-05-01T08:14:59.999Z');
const late = new Date('2026-05-01T08:15:00.000Z');

describe('a pending payment', () => {
  it.each([
    ['pay', inTime, 'succeeded', '179'],
    ['decline', inTime, 'declined', '0'],
    ['pay', late, 'expired', '0'],
    ['decline', late, 'expired', '0'],
  ] as const)('answered with %s at %s is %s', (action, now, state, feeMinor) => {
    expect(answered(pending, action, 6_000, now)).toMatchObject({ state, feeMinor });
  });

  it('has nothing to refund', () => expect(refundable(pending, [])).toBe(0n));
});

it.each(['succeeded', 'declined', 'expired'] as const)('a payment that is %s stays so', (state) => {
  expect(answered({ ...pending, state }, 'pay', 6_000, inTime)).toEqual({ ...pending, state });
});

it.each([
  ['20000', '120'],
  ['29800', '179'],
  ['83', '0'],
  ['84', '1'],
  ['0', '0'],
])('of %s minor units at 0.6 %% the fee is %s', (amount, fee) => expect(feeOf(amount, 6_000)).toBe(fee));

it('a captured payment may be refunded up to what is left of it', () => {
  const refund = { id: 'r', merchant: 'yrd', paymentId: 'pay_1', reference: 'r', amountMinor: '10000', createdAt: '' };
  expect(refundable({ ...pending, state: 'succeeded' }, [refund])).toBe(19_800n);
});
