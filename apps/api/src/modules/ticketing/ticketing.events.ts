import type { DomainEvent } from '@lianpiao/outbox';

export interface TicketRedeemedPayload {
  readonly redemptionId: string;
  readonly passId: string;
  readonly attractionId: string;
  readonly gateId: string;
  readonly scannedAt: Date;
  /** The how-manieth visit of this pass to this attraction, from 1. */
  readonly visit: number;
}
/** Somebody went in. */
export type TicketRedeemed = DomainEvent<'TicketRedeemed', TicketRedeemedPayload>;

export interface PassFirstUsedPayload {
  readonly passId: string;
  readonly orderId: string;
}
/** The first visit on a pass. */
export type PassFirstUsed = DomainEvent<'PassFirstUsed', PassFirstUsedPayload>;

export interface PassClosedPayload {
  readonly passId: string;
  readonly reason: 'exhausted' | 'expired' | 'revoked';
  readonly closedAt: Date;
  /** Visits made on it in all: a consumer that has not heard of them all yet waits. */
  readonly visits: number;
}
/** Nobody will go in on this pass any more. A refund tells ordering instead, which asked for it. */
export type PassClosed = DomainEvent<'PassClosed', PassClosedPayload>;
