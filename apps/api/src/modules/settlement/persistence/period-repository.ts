import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

export interface Period {
  readonly id: string;
  readonly number: number;
  readonly businessDay: string;
  readonly state: 'open' | 'closed';
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

const COLUMNS = `id, number, business_day AS "businessDay", state, opened_at AS "openedAt", closed_at AS "closedAt"`;

@Injectable()
export class PeriodRepository {
  /** The open period; nobody posts until the transaction ends. Undefined when another closed it while we waited. */
  lockOpen(tx: TenantTx): Promise<Period | undefined> {
    return tx.one<Period>(`SELECT ${COLUMNS} FROM settlement_period WHERE state = 'open' FOR UPDATE`);
  }

  lastClosed(tx: TenantTx): Promise<Period | undefined> {
    return tx.one<Period>(
      `SELECT ${COLUMNS} FROM settlement_period WHERE state = 'closed' ORDER BY number DESC LIMIT 1`,
    );
  }

  async open(tx: TenantTx, period: Period): Promise<void> {
    await tx.execute(
      `INSERT INTO settlement_period (id, number, business_day, state, opened_at) VALUES ($1, $2, $3, 'open', $4) ON CONFLICT DO NOTHING`,
      [period.id, period.number, period.businessDay, period.openedAt],
    );
  }

  async close(tx: TenantTx, id: string, actor: string, now: Date): Promise<void> {
    await tx.execute(`UPDATE settlement_period SET state = 'closed', closed_at = $2, closed_by = $3 WHERE id = $1`, [
      id,
      now,
      actor,
    ]);
  }

  /** Newest first, those before a number. */
  page(tx: TenantTx, before: string | undefined, limit: number): Promise<Period[]> {
    return tx.query<Period>(
      `SELECT ${COLUMNS} FROM settlement_period WHERE $1::int IS NULL OR number < $1 ORDER BY number DESC LIMIT $2`,
      [before ?? null, limit],
    );
  }
}
