import type { LocalDate } from '@lianpiao/kernel';

/** Places wanted of one slot. */
export interface HoldLine {
  readonly attractionId: string;
  readonly visitDate: LocalDate;
  /** Start of a timed slot, 'HH:MM'; null for the whole day. */
  readonly startsAt: string | null;
  readonly quantity: number;
}

export interface HoldRequest {
  readonly expiresAt: Date;
  readonly lines: readonly HoldLine[];
}
