import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { RefusalReason } from '../domain/refusal-reason.js';
import { REDEEM } from './redeem-statement.js';

/** A scan as it waits: a pass, or what is wrong with what was scanned. */
export interface WaitingScan {
  readonly gateId: string;
  readonly attractionId: string;
  readonly nonce: string;
  readonly passId: string | null;
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

/** What a scan came to: an entry, or a refusal where there is a reason. */
export interface VerdictRow {
  redemption_id: string;
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

/** A verdict of an earlier batch, on a scan with the same gate and nonce. */
export interface EarlierRow extends VerdictRow {
  /** It was about another pass. */
  reused: boolean;
}

/** Position of the scan in the batch, from 1. */
interface Positioned {
  ord: number;
}

/** For each scan of a batch, in their order; undefined where nothing was found. */
export type PerScan<Row> = readonly (Row | undefined)[];

/** As the statement answers: what its caller knows already is not sent back. */
type DecidedRow = Omit<VerdictRow, 'redemption_id' | 'recorded_at'>;

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

function inOrder<Row extends Positioned>(scans: readonly WaitingScan[], rows: readonly Row[]): PerScan<Row> {
  const byPosition = new Map(rows.map((row) => [row.ord, row]));
  return scans.map((_, index) => byPosition.get(index + 1));
}

@Injectable()
export class RedemptionRepository {
  /** Decides and records, and ends the transaction. No verdict on a repeated scan, nor on the second one of a pass. */
  async redeem(tx: TenantTx, scans: readonly ScanRow[], frame: BatchFrame): Promise<PerScan<VerdictRow>> {
    const rows = await tx.preparedLast<Positioned & DecidedRow>(REDEEM, redeemParams(scans, frame));
    const decided = inOrder(scans, rows);
    return scans.map(({ redemptionId }, index) => {
      const row = decided[index];
      return row && { ...row, redemption_id: redemptionId, recorded_at: frame.now };
    });
  }

  /** What was said before to the scans that are repeated. */
  async earlier(tx: TenantTx, scans: readonly WaitingScan[]): Promise<PerScan<EarlierRow>> {
    const rows = await tx.query<Positioned & EarlierRow>(
      `SELECT s.ord::integer AS ord, coalesce(r.entitlement_id <> s.pass_id, false) AS reused, r.id AS redemption_id, r.reason, r.visit,
         r.visits_left, r.recorded_at, e.unit_type, e.product_id, e.not_before AS valid_from, e.not_after AS valid_until,
         e.visits -> r.attraction_id::text ->> 3 AS first_visit_at
       FROM unnest($1::uuid[], $2::text[], $3::uuid[]) WITH ORDINALITY AS s (gate_id, nonce, pass_id, ord)
       JOIN redemption r ON r.gate_id = s.gate_id AND r.scan_nonce = s.nonce
       LEFT JOIN entitlement e ON e.id = r.entitlement_id`,
      [scans.map(({ gateId }) => gateId), scans.map(({ nonce }) => nonce), scans.map(({ passId }) => passId)],
    );
    return inOrder(scans, rows);
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
