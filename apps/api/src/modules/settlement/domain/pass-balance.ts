import type { PassPlan } from './pass-split.js';

/** What a pass still owes its visits, with the terms it is split by. Mutable while a batch is worked out. */
export interface PassBalance {
  readonly passId: string;
  readonly plan: PassPlan;
  readonly ruleHash: string;
  /** Attraction id to code and code to id, for the attractions of the plan. */
  readonly codeOf: ReadonlyMap<string, string>;
  readonly idOf: ReadonlyMap<string, string>;
  remainingMinor: bigint;
  visits: Map<string, number>;
  state: 'open' | 'closed';
}
