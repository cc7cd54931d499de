import { describe, expect, it } from '@jest/globals';

import { after, COUNTED, HoldState, type HoldStep } from './hold-state.js';

const STATES = Object.values(HoldState);
const STEPS: readonly HoldStep[] = ['confirm', 'release', 'expire'];

/** The rule book: state, step, state after. */
const TABLE: readonly (readonly [HoldState, HoldStep, HoldState])[] = [
  ['active', 'confirm', 'confirmed'],
  ['active', 'release', 'released'],
  ['active', 'expire', 'expired'],
  ['confirmed', 'confirm', 'confirmed'],
  ['confirmed', 'release', 'released'],
  ['confirmed', 'expire', 'confirmed'],
  ['released', 'confirm', 'released'],
  ['released', 'release', 'released'],
  ['released', 'expire', 'released'],
  ['expired', 'confirm', 'expired'],
  ['expired', 'release', 'expired'],
  ['expired', 'expire', 'expired'],
];

describe('a hold', () => {
  it('has a rule for every state and step', () => {
    const ruled = TABLE.map(([state, step]) => `${state} ${step}`);
    expect(ruled.toSorted()).toEqual(STATES.flatMap((state) => STEPS.map((step) => `${state} ${step}`)).toSorted());
  });

  it.each(TABLE)('that is %s, after %s, is %s', (state, step, expected) => {
    expect(after(state, step)).toBe(expected);
  });

  it('counts its places once while it has them, and not at all afterwards', () => {
    const places = STATES.map((state) => [state, COUNTED[state].held + COUNTED[state].sold]);
    expect(Object.fromEntries(places)).toEqual({ active: 1, confirmed: 1, released: 0, expired: 0 });
  });
});
