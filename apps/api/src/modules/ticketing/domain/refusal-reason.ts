/** Why a gate stays shut. */
export const RefusalReason = {
  MALFORMED: 'MALFORMED',
  OTHER_TENANT: 'OTHER_TENANT',
  FORGED: 'FORGED',
  UNKNOWN_TICKET: 'UNKNOWN_TICKET',
  REFUNDED: 'REFUNDED',
  REVOKED: 'REVOKED',
  WRONG_ATTRACTION: 'WRONG_ATTRACTION',
  NOT_YET_VALID: 'NOT_YET_VALID',
  EXPIRED: 'EXPIRED',
  ALREADY_VISITED: 'ALREADY_VISITED',
  EXHAUSTED: 'EXHAUSTED',
  DAILY_LIMIT: 'DAILY_LIMIT',
} as const;
export type RefusalReason = (typeof RefusalReason)[keyof typeof RefusalReason];
