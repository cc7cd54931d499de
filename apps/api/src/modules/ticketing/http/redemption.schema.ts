/** Body of `POST /gate/v1/redemptions`. */
export interface RedemptionBody {
  readonly ticket: string;
  readonly gate: string;
  readonly nonce: string;
  readonly scannedAt: string;
}

const instant = { type: ['string', 'null'], format: 'date-time' } as const;
const localized = { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } } as const;

/** Compiled once into a validator and a serialiser: hot inputs get no class-validator. */
export const redemptionSchema = {
  body: {
    type: 'object',
    required: ['ticket', 'gate', 'nonce', 'scannedAt'],
    additionalProperties: false,
    properties: {
      ticket: { type: 'string', minLength: 1, maxLength: 512 },
      gate: { type: 'string', minLength: 1, maxLength: 60 },
      nonce: { type: 'string', minLength: 8, maxLength: 64 },
      scannedAt: { type: 'string', format: 'date-time' },
    },
  },
  response: {
    200: {
      type: 'object',
      properties: {
        outcome: { type: 'string' },
        reason: { type: 'string' },
        redemptionId: { type: 'string' },
        gate: { type: 'string' },
        attraction: { type: 'object', properties: { code: { type: 'string' }, name: localized } },
        unitType: { type: ['string', 'null'] },
        productName: localized,
        visit: { type: 'integer' },
        visitsLeft: { type: ['integer', 'null'] },
        firstVisitAt: instant,
        validFrom: instant,
        validUntil: instant,
        recordedAt: { type: 'string', format: 'date-time' },
      },
    },
  },
} as const;
