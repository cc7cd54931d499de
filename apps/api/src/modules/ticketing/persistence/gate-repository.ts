import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

export interface GateRow {
  id: string;
  code: string;
  attraction_id: string;
  name_zh: string;
  name_en: string;
  state: 'active' | 'retired';
}

export interface NewGate {
  readonly id: string;
  readonly code: string;
  readonly attractionId: string;
  readonly name: { readonly zh: string; readonly en: string };
}

@Injectable()
export class GateRepository {
  active(tx: TenantTx): Promise<GateRow[]> {
    return tx.query<GateRow>(
      `SELECT id, code, attraction_id, name_zh, name_en, state FROM gate WHERE state = 'active'`,
    );
  }

  byIds(tx: TenantTx, ids: readonly string[]): Promise<GateRow[]> {
    return tx.query<GateRow>(
      'SELECT id, code, attraction_id, name_zh, name_en, state FROM gate WHERE id = ANY($1::uuid[])',
      [ids],
    );
  }

  /** Inserts the gates whose codes are free; answers their codes. */
  async insert(tx: TenantTx, gates: readonly NewGate[], now: Date): Promise<string[]> {
    const rows = await tx.query<{ code: string }>(
      `INSERT INTO gate (id, code, attraction_id, name_zh, name_en, created_at)
       SELECT id, code, attraction_id, name_zh, name_en, $6
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[]) AS g (id, code, attraction_id, name_zh, name_en)
       ORDER BY code
       ON CONFLICT (code) DO NOTHING RETURNING code`,
      [
        gates.map((gate) => gate.id),
        gates.map((gate) => gate.code),
        gates.map((gate) => gate.attractionId),
        gates.map((gate) => gate.name.zh),
        gates.map((gate) => gate.name.en),
        now,
      ],
    );
    return rows.map((row) => row.code);
  }
}
