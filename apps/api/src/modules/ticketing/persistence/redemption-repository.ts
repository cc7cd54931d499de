import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { RefusalReason } from '../domain/refusal-reason.js';
import { REDEEM } from './redeem-statement.js';

/** A scan as it waits: a pass, or the code of one, or what is wrong with what was scanned. */
export interface WaitingScan {
  readonly gateId: string;
  readonly attractionId: string;
  readonly nonce: string;
  readonly passId: string | null;
  readonly code: string | null;
  readonly verdict: RefusalReason | null;
  readonly scannedAt: Date;
  readonly operator: string;
}

/** A scan as the statement takes it. Ids are made for the batch, so that events of one pass sort in the order they happened. */
export interface ScanRow extends WaitingScan {
  readonly redemptionId: string;
  readonly firstUseEventId: string;
  readonly closedEventId: string;
}

/** What holds for a whole batch. */
export interface BatchFrame {
  readonly now: Date;
  readonly businessDay: string;
  readonly timeZone: string;
  readonly cutOff: string;
  /** Event type and consumer name, pair by pair. */
  readonly subscriptions: readonly (readonly [type: string, consumer: string])[];
}

export interface VerdictRow {
  /** Position of the scan in the batch, from 1. */
  ord: number;
  outcome: 'accepted' | 'refused' | 'again' | 'reused';
  redemption_id: string | null;
  reason: RefusalReason | null;
  visit: number | null;
  visits_left: number | null;
  unit_type: string | null;
  product_id: string | null;
  valid_from: Date | null;
  valid_until: Date | null;
  first_visit_at: string | null;
  recorded_at: Date;
}

export interface RedemptionRow {
  id: string;
  gate_id: string;
  attraction_id: string;
  outcome: 'accepted' | 'refused';
  reason: RefusalReason | null;
  visit: number | null;
  scanned_at: Date;
  recorded_at: Date;
  operator: string;
}

export interface RedemptionFilter {
  readonly attractionIds: readonly string[];
  readonly outcome: 'accepted' | 'refused' | undefined;
  /** Instant and id of the last row of the page before. */
  readonly after: readonly string[] | undefined;
  readonly limit: number;
}

/** The parameters of `redeemStatement`. Instants go as ISO 8601 text: they are also written into events as such. */
export function redeemParams(scans: readonly ScanRow[], frame: BatchFrame): unknown[] {
  return [
    scans.map((scan) => scan.redemptionId),
    scans.map((scan) => scan.firstUseEventId),
    scans.map((scan) => scan.closedEventId),
    scans.map((scan) => scan.gateId),
    scans.map((scan) => scan.attractionId),
    scans.map((scan) => scan.nonce),
    scans.map((scan) => scan.passId),
    scans.map((scan) => scan.code),
    scans.map((scan) => scan.verdict),
    scans.map((scan) => scan.scannedAt.toISOString()),
    scans.map((scan) => scan.operator),
    frame.now.toISOString(),
    frame.businessDay,
    frame.subscriptions.map(([type]) => type),
    frame.subscriptions.map(([, consumer]) => consumer),
    frame.now.toISOString(),
    frame.timeZone,
    frame.cutOff,
  ];
}

@Injectable()
export class RedemptionRepository {
  /** Decides and records, and ends the transaction; one row per scan, in their order. */
  redeem(tx: TenantTx, scans: readonly ScanRow[], frame: BatchFrame): Promise<VerdictRow[]> {
    return tx.preparedLast<VerdictRow>(REDEEM, redeemParams(scans, frame));
  }

  /** Attempts at some attractions, the latest first. */
  page(tx: TenantTx, filter: RedemptionFilter): Promise<RedemptionRow[]> {
    const [scannedAt = null, id = null] = filter.after ?? [];
    return tx.query<RedemptionRow>(
      `SELECT id, gate_id, attraction_id, outcome, reason, visit, scanned_at, recorded_at, operator FROM redemption
       WHERE attraction_id = ANY($1::uuid[]) AND ($2::text IS NULL OR outcome = $2)
         AND ($3::timestamptz IS NULL OR (scanned_at, id) < ($3, $4::uuid))
       ORDER BY scanned_at DESC, id DESC LIMIT $5`,
      [filter.attractionIds, filter.outcome ?? null, scannedAt, id, filter.limit],
    );
  }
}
