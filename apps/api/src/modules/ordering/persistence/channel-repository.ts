import { accessibleSql, type Ability } from '@lianpiao/authz';
import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { SalesChannel } from '../domain/order.js';

const COLUMNS = `id, code, kind, name, client_id AS "clientId", net_rate_ppm AS "netRatePpm",
  credit_limit_minor AS "creditLimitMinor", credit_used_minor AS "creditUsedMinor", state`;

const STOREFRONT: PreparedSql = {
  name: 'ordering.storefront',
  text: (schema) =>
    `SELECT ${COLUMNS} FROM ${schema}.sales_channel WHERE kind = 'storefront' ORDER BY created_at LIMIT 1`,
};

@Injectable()
export class ChannelRepository {
  /** The tenant's own storefront. */
  async storefront(tx: TenantTx): Promise<SalesChannel | undefined> {
    const [channel] = await tx.prepared<SalesChannel>(STOREFRONT, []);
    return channel;
  }

  byClient(tx: TenantTx, clientId: string): Promise<SalesChannel | undefined> {
    return tx.one<SalesChannel>(`SELECT ${COLUMNS} FROM sales_channel WHERE client_id = $1`, [clientId]);
  }

  /** Those a caller may see, by code. */
  page(tx: TenantTx, ability: Ability, after: string | undefined, limit: number): Promise<SalesChannel[]> {
    const seen = accessibleSql(ability, 'read', 'Partner', { clientId: 'client_id' }, 3);
    return tx.query<SalesChannel>(
      `SELECT ${COLUMNS} FROM sales_channel WHERE code > $1 AND ${seen.sql} ORDER BY code LIMIT $2`,
      [after ?? '', limit, ...seen.params],
    );
  }

  /** False when the code is taken. */
  async insert(tx: TenantTx, channel: SalesChannel, now: Date): Promise<boolean> {
    const inserted = await tx.execute(
      `INSERT INTO sales_channel (id, code, kind, name, client_id, net_rate_ppm, credit_limit_minor, state, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (code) DO NOTHING`,
      [
        channel.id,
        channel.code,
        channel.kind,
        channel.name,
        channel.clientId,
        channel.netRatePpm,
        channel.creditLimitMinor,
        channel.state,
        now,
      ],
    );
    return inserted === 1;
  }

  /** Draws on the partner's credit; false when it does not suffice. */
  async draw(tx: TenantTx, channelId: string, amountMinor: bigint): Promise<boolean> {
    const drawn = await tx.execute(
      `UPDATE sales_channel SET credit_used_minor = credit_used_minor + $2
       WHERE id = $1 AND state = 'active' AND credit_used_minor + $2 <= credit_limit_minor`,
      [channelId, amountMinor],
    );
    return drawn === 1;
  }

  async giveBack(tx: TenantTx, channelId: string, amountMinor: bigint): Promise<void> {
    await tx.execute('UPDATE sales_channel SET credit_used_minor = credit_used_minor - $2 WHERE id = $1', [
      channelId,
      amountMinor,
    ]);
  }
}
