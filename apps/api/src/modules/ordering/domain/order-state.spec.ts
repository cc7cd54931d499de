import { describe, expect, it } from '@jest/globals';

import { nextState, ORDER_STATES, ORDER_TRANSITIONS, statesBefore } from './order-state.js';

describe('the life of an order', () => {
  it('leads only to states that exist', () => {
    const reached = Object.values(ORDER_TRANSITIONS).flatMap((events) => Object.values(events));
    expect(reached.every((state) => ORDER_STATES.includes(state))).toBe(true);
  });

  it('ends in states that nothing leaves', () => {
    const ends = ORDER_STATES.filter((state) => Object.keys(ORDER_TRANSITIONS[state]).length === 0);
    expect(ends).toEqual(['closed', 'cancelled', 'refunded', 'exchanged']);
  });

  it('never refunds what was used', () => {
    expect(nextState('partly_redeemed', 'refund')).toBeUndefined();
    expect(statesBefore('refund')).toEqual(['issued']);
  });

  it('is paid once', () => {
    expect(statesBefore('pay')).toEqual(['held']);
  });
});
