/** Life of a pass: it is active until one thing ends it, and nothing brings it back. */
export const PassState = {
  ACTIVE: 'active',
  EXHAUSTED: 'exhausted',
  EXPIRED: 'expired',
  REVOKED: 'revoked',
  REFUNDED: 'refunded',
} as const;
export type PassState = (typeof PassState)[keyof typeof PassState];
