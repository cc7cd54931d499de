import fc from 'fast-check';

const HOUR_MS = 3_600_000;

export interface AnyLimits {
  readonly visitsTotal: number | null;
  readonly visitsPerAttraction: number | null;
  readonly visitsPerAttractionPerDay: number | null;
}

/** Somebody at the gate of one of three attractions, of which a pass includes the first two, some hours later. */
export interface AnyStep {
  readonly attraction: number;
  readonly laterMs: number;
}

const anyLimit = fc.option(fc.integer({ min: 1, max: 4 }));

export const anyLimits: fc.Arbitrary<AnyLimits> = fc.record({
  visitsTotal: anyLimit,
  visitsPerAttraction: anyLimit,
  visitsPerAttractionPerDay: anyLimit,
});

export const anySteps: fc.Arbitrary<AnyStep[]> = fc.array(
  fc.record({
    attraction: fc.integer({ min: 0, max: 2 }),
    laterMs: fc.integer({ min: 0, max: 18 }).map((hours) => hours * HOUR_MS),
  }),
  { minLength: 1, maxLength: 14 },
);
