import type { Order } from './order-document.js';

/** Where an order stands, as its buyer sees it; each has a headline and a sentence in the texts. */
export type Stage =
  'unpaid' | 'declined' | 'issuing' | 'ready' | 'inUse' | 'used' | 'expired' | 'cancelled' | 'refunded' | 'exchanged';

const STAGES: Readonly<Record<Order['state'], Stage>> = {
  DRAFT: 'unpaid',
  HELD: 'unpaid',
  PAID: 'issuing',
  ISSUED: 'ready',
  PARTLY_REDEEMED: 'inUse',
  CLOSED: 'used',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
  REFUNDED: 'refunded',
  EXCHANGED: 'exchanged',
};
const CAME_TO_NOTHING: readonly string[] = ['declined', 'expired', 'failed'];

export function stageOf({ state, payments }: Pick<Order, 'state' | 'payments'>): Stage {
  const stage = STAGES[state];
  const last = payments.at(-1);
  return stage === 'unpaid' && last && CAME_TO_NOTHING.includes(last.state) ? 'declined' : stage;
}

/** Payments that came to nothing: the next one is another attempt. */
export function failedAttempts({ payments }: Pick<Order, 'payments'>): number {
  return payments.filter(({ state }) => CAME_TO_NOTHING.includes(state)).length;
}

/** How soon the page should look again; undefined where nothing comes by itself. */
export function lookAgainMs(stage: Stage): number | undefined {
  if (stage === 'issuing') return 700;
  // Its payment may be on its way: late money is served while there are places.
  if (stage === 'expired') return 5_000;
  return stage === 'unpaid' || stage === 'declined' ? 1_500 : undefined;
}

/** Colours of the headline. */
export function toneOf(stage: Stage): 'good' | 'waiting' | 'bad' | 'over' {
  if (stage === 'ready' || stage === 'inUse') return 'good';
  if (stage === 'unpaid' || stage === 'issuing') return 'waiting';
  return stage === 'declined' ? 'bad' : 'over';
}
