import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { businessDate } from '@lianpiao/kernel';
import fc from 'fast-check';

import { ValidityClock } from '../catalog/index.js';
import { afterVisit, refusalOf, type Entry, type Pass } from './domain/redemption-rules.js';
import { issueWindow, endAfterFirstUse } from './domain/validity-window.js';
import { anyLimits, anySteps, type AnyLimits, type AnyStep } from './testing/any-history.js';
import { OPEN_TERMS } from './testing/region.js';
import { TicketingSpec } from './testing/ticketing-spec.js';

const START = new Date('2026-05-01T02:00:00Z');
let spec: TicketingSpec;
beforeAll(async () => {
  spec = await TicketingSpec.open();
});
afterAll(() => spec.close());

/** What the rule book says to a history, and what the statement says to it. */
async function both(limits: AnyLimits, steps: readonly AnyStep[]) {
  spec.clock.set(START);
  const terms = { ...OPEN_TERMS, ...limits, validityPeriod: 'P4D' };
  const attractions = spec.a.attractions.slice(0, 2);
  const { token } = await spec.issueOne(spec.a, { terms, attractions });
  const window = issueWindow(terms, { paidAt: START, visitDate: null }, spec.a.tenant);
  let pass: Pass = {
    ...limits,
    ...window,
    state: 'active',
    attractionIds: attractions.map(({ id }) => id),
    visitsUsed: 0,
    visits: new Map(),
  };
  const said: { rules: string; statement: string }[] = [];
  for (const step of steps) {
    spec.clock.advance(step.laterMs);
    const at = spec.clock.now();
    const attraction = spec.a.attractions[step.attraction];
    const entry: Entry = {
      attractionId: attraction?.id ?? '',
      at,
      businessDay: businessDate(at, spec.a.tenant.timeZone),
    };
    const refusal = refusalOf(pass, entry);
    if (!refusal) pass = afterVisit(pass, entry);
    said.push({
      rules: refusal ?? 'accepted',
      statement: await spec.verdict(spec.a, token, `${attraction?.code ?? ''}-1`),
    });
  }
  return said;
}

describe('the statement of the hot path', () => {
  it('decides as the rule book does', async () => {
    await fc.assert(
      fc.asyncProperty(anyLimits, anySteps, async (limits, steps) => {
        const said = await both(limits, steps);
        expect(said.map(({ statement }) => statement)).toEqual(said.map(({ rules }) => rules));
      }),
      { numRuns: 40 },
    );
  });

  it('ends a pass after its first use as the domain does, whatever the clock and the zone', async () => {
    const periods = {
      calendar_days: ['P1D', 'P3D', 'P1M', 'P1Y'],
      business_days: ['P1D', 'P2W'],
      rolling: ['PT6H', 'P2D', 'P1DT12H', 'P1M'],
    };
    const anyTerms = fc.constantFrom(...Object.values(ValidityClock)).chain((validityClock) =>
      fc.record({
        validityClock: fc.constant(validityClock),
        validityPeriod: fc.constantFrom(...periods[validityClock]),
      }),
    );
    const within = (min: string, max: string) =>
      fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
    // Everywhere in the year, and where the clocks of Berlin and New York are put forward and back, to two days before.
    const anyInstant = fc.oneof(
      within('2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z'),
      within('2026-03-27T00:00:00Z', '2026-03-29T03:00:00Z'),
      within('2026-10-23T00:00:00Z', '2026-10-25T03:00:00Z'),
      within('2026-11-01T04:00:00Z', '2026-11-01T08:00:00Z'),
    );
    const anyZone = fc.constantFrom('Asia/Shanghai', 'Asia/Tokyo', 'Europe/Berlin', 'America/New_York');
    await fc.assert(
      fc.asyncProperty(anyTerms, anyInstant, anyZone, async (chosen, usedAt, timeZone) => {
        spec.clock.set(new Date(usedAt.getTime() - 60_000));
        const terms = { ...OPEN_TERMS, ...chosen, validityStarts: 'first_use', activateWithin: 'P60D' } as const;
        const region = { ...spec.a, tenant: { ...spec.a.tenant, timeZone } };
        const { token } = await spec.issueOne(region, { terms });
        const { notAfter } = issueWindow(terms, { paidAt: spec.clock.now(), visitDate: null }, spec.a.tenant);
        spec.clock.set(usedAt);
        const answer = await spec.scan(region, token);
        expect(answer).toMatchObject({
          outcome: 'accepted',
          validUntil: endAfterFirstUse(notAfter, terms, usedAt, region.tenant),
        });
      }),
      { numRuns: 120 },
    );
  });
});
