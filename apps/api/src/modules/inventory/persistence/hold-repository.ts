import type { PreparedSql, TenantTx } from '@lianpiao/db';
import type { LocalDate } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { COUNTED, HOLD_STEPS, type HoldState, type HoldStep } from '../domain/hold-state.js';
import type { HoldLine } from '../inventory.types.js';

export interface NewHold {
  readonly id: string;
  readonly expiresAt: Date;
  readonly now: Date;
}

/** A slot as it stood when the hold had locked it. */
export interface SlotFound {
  attraction_id: string;
  visit_date: LocalDate;
  left: number;
  wanted: number;
}

/**
 * Takes all the places or none. Slots are locked by id before any is written, so that holds meeting on several slots
 * queue up instead of deadlocking; nothing is locked while a slot is still to be created (see `createSlots`).
 *
 * A slot is written from its locked version, every counter of it. `held = held + quantity` would not do: READ COMMITTED
 * tries the CHECK on the version of the statement's snapshot first, where a slot that has places again may still be full.
 */
const TAKE: PreparedSql = {
  name: 'inventory.take',
  text: (schema) => `
    WITH wanted AS (
      SELECT s.id, w.quantity
      FROM unnest($1::uuid[], $2::date[], $3::time[], $4::integer[]) AS w (attraction_id, visit_date, starts_at, quantity)
      JOIN ${schema}.slot s ON s.attraction_id = w.attraction_id AND s.visit_date = w.visit_date
        AND s.starts_at IS NOT DISTINCT FROM w.starts_at
    ), locked AS MATERIALIZED (
      SELECT s.id, s.attraction_id, s.visit_date, s.capacity, s.held, s.sold, s.capacity - s.held - s.sold AS places, w.quantity
      FROM ${schema}.slot s JOIN wanted w ON w.id = s.id
      WHERE (SELECT count(*) FROM wanted) = cardinality($1::uuid[])
      ORDER BY s.id FOR UPDATE OF s
    ), verdict AS MATERIALIZED (
      SELECT bool_and(quantity <= places) AS enough FROM locked
    ), header AS (
      INSERT INTO ${schema}.hold (id, state, expires_at, created_at)
      SELECT $5::uuid, 'active', $6::timestamptz, $7::timestamptz FROM verdict WHERE enough
    ), line AS (
      INSERT INTO ${schema}.hold_line (hold_id, slot_id, quantity)
      SELECT $5::uuid, id, quantity FROM locked WHERE (SELECT enough FROM verdict)
    ), taken AS (
      UPDATE ${schema}.slot s SET capacity = l.capacity, held = l.held + l.quantity, sold = l.sold
      FROM locked l WHERE s.id = l.id AND (SELECT enough FROM verdict)
    )
    SELECT attraction_id, visit_date, places AS left, quantity AS wanted FROM locked`,
};

/** Moves holds on and their places with them, locking and writing slots as TAKE does. Holds in another state are left alone. */
const SETTLE: PreparedSql = {
  name: 'inventory.settle',
  text: (schema) => `
    WITH chosen AS MATERIALIZED (
      SELECT id, state FROM ${schema}.hold WHERE id = ANY($1::uuid[]) AND state = ANY($2::text[]) ORDER BY id FOR UPDATE
    ), settled AS (
      UPDATE ${schema}.hold h SET state = $3, settled_at = $4::timestamptz FROM chosen c WHERE h.id = c.id RETURNING h.id
    ), moved AS (
      SELECT l.slot_id,
        coalesce(sum(l.quantity) FILTER (WHERE c.state = 'active'), 0)::integer AS unheld,
        coalesce(sum(l.quantity) FILTER (WHERE c.state = 'confirmed'), 0)::integer AS unsold,
        sum(l.quantity)::integer * $5::integer AS sold
      FROM ${schema}.hold_line l JOIN chosen c ON c.id = l.hold_id GROUP BY l.slot_id
    ), locked AS MATERIALIZED (
      SELECT s.id, s.capacity, s.held - m.unheld AS held, s.sold - m.unsold + m.sold AS sold
      FROM ${schema}.slot s JOIN moved m ON m.slot_id = s.id ORDER BY s.id FOR UPDATE OF s
    ), counted AS (
      UPDATE ${schema}.slot s SET capacity = l.capacity, held = l.held, sold = l.sold FROM locked l WHERE s.id = l.id
    )
    SELECT id FROM settled`,
};

@Injectable()
export class HoldRepository {
  /** Takes the places under a new hold; the slots as found, none of them when one is still to be created. */
  take(tx: TenantTx, hold: NewHold, lines: readonly HoldLine[]): Promise<SlotFound[]> {
    const quantities = lines.map((line) => line.quantity);
    return tx.prepared<SlotFound>(TAKE, [...keys(lines), quantities, hold.id, hold.expiresAt, hold.now]);
  }

  /** Creates the slots that do not exist yet; in their order, since two holds may be creating the same ones. */
  async createSlots(
    tx: TenantTx,
    lines: readonly HoldLine[],
    ids: readonly string[],
    capacities: readonly number[],
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO slot (id, attraction_id, visit_date, starts_at, capacity)
       SELECT id, attraction_id, visit_date, starts_at, capacity
       FROM unnest($1::uuid[], $2::date[], $3::time[], $4::uuid[], $5::integer[])
         AS n (attraction_id, visit_date, starts_at, id, capacity)
       ORDER BY attraction_id, visit_date, starts_at
       ON CONFLICT ON CONSTRAINT slot_once DO NOTHING`,
      [...keys(lines), ids, capacities],
    );
  }

  /** Takes the step with those of the holds that may; answers which did. */
  async settle(tx: TenantTx, ids: readonly string[], step: HoldStep, now: Date): Promise<string[]> {
    const { from, to } = HOLD_STEPS[step];
    const rows = await tx.prepared<{ id: string }>(SETTLE, [ids, from, to, now, COUNTED[to].sold]);
    return rows.map((row) => row.id);
  }

  /** Holds past their time that nobody else is settling, locked. */
  async lockDue(tx: TenantTx, now: Date, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM hold WHERE state = 'active' AND expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [now, limit],
    );
    return rows.map((row) => row.id);
  }

  async stateOf(tx: TenantTx, id: string): Promise<HoldState | undefined> {
    const row = await tx.one<{ state: HoldState }>('SELECT state FROM hold WHERE id = $1', [id]);
    return row?.state;
  }
}

function keys(lines: readonly HoldLine[]): [string[], string[], (string | null)[]] {
  return [
    lines.map((line) => line.attractionId),
    lines.map((line) => line.visitDate),
    lines.map((line) => line.startsAt),
  ];
}
