import { describe, expect, it } from '@jest/globals';

import { failedAttempts, lookAgainMs, stageOf } from './stage.js';

const paid = (...states: string[]) => states.map((state) => ({ state }));

describe('the stage of an order', () => {
  it('is unpaid while a payment is open, and declined when the last one came to nothing', () => {
    expect(stageOf({ state: 'HELD', payments: [] })).toBe('unpaid');
    expect(stageOf({ state: 'HELD', payments: paid('declined', 'pending') })).toBe('unpaid');
    expect(stageOf({ state: 'HELD', payments: paid('pending', 'declined') })).toBe('declined');
  });

  it('is the order’s own once it is decided', () => {
    expect(stageOf({ state: 'ISSUED', payments: paid('declined', 'succeeded') })).toBe('ready');
    expect(stageOf({ state: 'EXPIRED', payments: paid('expired') })).toBe('expired');
  });

  it('is looked at again only while something is to come', () => {
    expect((['unpaid', 'declined', 'issuing'] as const).every((stage) => lookAgainMs(stage))).toBe(true);
    expect(lookAgainMs('ready')).toBeUndefined();
  });
});

it('counts attempts that came to nothing', () => {
  expect(failedAttempts({ payments: paid('declined', 'expired', 'pending') })).toBe(2);
});
