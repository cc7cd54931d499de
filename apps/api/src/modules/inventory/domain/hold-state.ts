export const HoldState = {
  ACTIVE: 'active',
  CONFIRMED: 'confirmed',
  RELEASED: 'released',
  EXPIRED: 'expired',
} as const;
export type HoldState = (typeof HoldState)[keyof typeof HoldState];

/** What may happen to a hold. */
export type HoldStep = 'confirm' | 'release' | 'expire';

interface Transition {
  readonly from: readonly HoldState[];
  readonly to: HoldState;
}

/** A sold hold may still be released (a refund); what was released or expired is gone: its places may be somebody else's. */
export const HOLD_STEPS: Readonly<Record<HoldStep, Transition>> = {
  confirm: { from: ['active'], to: 'confirmed' },
  release: { from: ['active', 'confirmed'], to: 'released' },
  expire: { from: ['active'], to: 'expired' },
};

/** How often each place of a hold counts as held and as sold at its slot. */
export interface Counted {
  readonly held: 0 | 1;
  readonly sold: 0 | 1;
}

export const COUNTED: Readonly<Record<HoldState, Counted>> = {
  active: { held: 1, sold: 0 },
  confirmed: { held: 0, sold: 1 },
  released: { held: 0, sold: 0 },
  expired: { held: 0, sold: 0 },
};

/** The state after a step; the same when the step does not apply. */
export function after(state: HoldState, step: HoldStep): HoldState {
  const { from, to } = HOLD_STEPS[step];
  return from.includes(state) ? to : state;
}
