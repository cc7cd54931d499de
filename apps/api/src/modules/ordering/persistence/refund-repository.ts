import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { Refund, RefundState } from '../domain/refund.js';

const REFUND = `r.id, r.order_id AS "orderId", r.payment_id AS "paymentId", r.state, r.reason, r.amount_minor AS "amountMinor",
  r.fee_minor AS "feeMinor", r.currency, r.requested_at AS "requestedAt", r.settled_at AS "settledAt",
  r.requested_by_name AS "requestedBy", r.decided_by_name AS "decidedBy", r.decided_at AS "decidedAt"`;

const PAGE: PreparedSql = {
  name: 'ordering.refunds',
  text: (schema) => `SELECT ${REFUND} FROM ${schema}.refund r
    WHERE ($1::text IS NULL OR r.state = $1) AND ($2::timestamptz IS NULL OR (r.requested_at, r.id) < ($2, $3::uuid))
    ORDER BY r.requested_at DESC, r.id DESC LIMIT $4`,
};

export interface DueRefund extends Refund {
  readonly providerPaymentId: string;
}

/** Who decides a refund, and when. */
export interface Decision {
  readonly subject: string;
  readonly name: string;
  readonly at: Date;
}

@Injectable()
export class RefundRepository {
  /** One in state requested needs somebody else's word before anything else can become of it. */
  async insert(tx: TenantTx, refund: Refund, requestedBy: string): Promise<void> {
    await tx.execute(
      `INSERT INTO refund (id, order_id, payment_id, state, reason, amount_minor, fee_minor, currency, requested_by,
         requested_by_name, requested_at, settled_at, needs_approval)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        refund.id,
        refund.orderId,
        refund.paymentId,
        refund.state,
        refund.reason,
        refund.amountMinor,
        refund.feeMinor,
        refund.currency,
        requestedBy,
        refund.requestedBy,
        refund.requestedAt,
        refund.settledAt,
        refund.state === 'requested',
      ],
    );
  }

  find(tx: TenantTx, id: string): Promise<Refund | undefined> {
    return tx.one<Refund>(`SELECT ${REFUND} FROM refund r WHERE r.id = $1`, [id]);
  }

  ofOrders(tx: TenantTx, orderIds: readonly string[]): Promise<Refund[]> {
    return tx.query<Refund>(`SELECT ${REFUND} FROM refund r WHERE r.order_id = ANY($1) ORDER BY r.requested_at, r.id`, [
      orderIds,
    ]);
  }

  /** Newest first; one more than `limit` asks whether there is a next page. */
  page(
    tx: TenantTx,
    state: RefundState | null,
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<readonly Refund[]> {
    return tx.prepared<Refund>(PAGE, [state, after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  /** Decides a refund that waits, unless it is by the one who asked for it; undefined when it did not. */
  decide(tx: TenantTx, id: string, state: 'approved' | 'rejected', by: Decision): Promise<Refund | undefined> {
    return tx.one<Refund>(
      `UPDATE refund r SET state = $2, decided_by = $3, decided_by_name = $4, decided_at = $5
       WHERE r.id = $1 AND r.state = 'requested' AND r.requested_by <> $3 RETURNING ${REFUND}`,
      [id, state, by.subject, by.name, by.at],
    );
  }

  /** What the provider has to be asked for. */
  approved(tx: TenantTx, limit: number): Promise<DueRefund[]> {
    return tx.query<DueRefund>(
      `SELECT ${REFUND}, p.provider_payment_id AS "providerPaymentId" FROM refund r JOIN payment p ON p.id = r.payment_id
       WHERE r.state = 'approved' ORDER BY r.requested_at LIMIT $1`,
      [limit],
    );
  }

  async markSent(tx: TenantTx, id: string, providerRefundId: string): Promise<void> {
    await tx.execute(`UPDATE refund SET state = 'sent', provider_refund_id = $2 WHERE id = $1 AND state = 'approved'`, [
      id,
      providerRefundId,
    ]);
  }

  /** False when it was settled before. */
  async settle(tx: TenantTx, id: string, now: Date): Promise<boolean> {
    const settled = await tx.execute(
      `UPDATE refund SET state = 'succeeded', settled_at = $2 WHERE id = $1 AND state IN ('approved', 'sent')`,
      [id, now],
    );
    return settled === 1;
  }
}
