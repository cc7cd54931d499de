import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { Payment } from '../domain/order.js';

const PAYMENT = `id, order_id AS "orderId", provider, provider_payment_id AS "providerPaymentId", state,
  amount_minor AS "amountMinor", currency, fee_minor AS "feeMinor", checkout_url AS "checkoutUrl", created_at AS "createdAt",
  settled_at AS "settledAt"`;
export interface Notice {
  readonly id: string;
  readonly provider: string;
  readonly eventId: string | null;
  readonly type: string | null;
  readonly verdict: 'applied' | 'repeated' | 'forged' | 'ignored' | 'malformed';
  readonly bodySha256: string;
  readonly receivedAt: Date;
}

@Injectable()
export class PaymentRepository {
  async insert(tx: TenantTx, payment: Payment): Promise<void> {
    await tx.execute(
      `INSERT INTO payment (id, order_id, provider, state, amount_minor, currency, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        payment.id,
        payment.orderId,
        payment.provider,
        payment.state,
        payment.amountMinor,
        payment.currency,
        payment.createdAt,
      ],
    );
  }

  lock(tx: TenantTx, id: string): Promise<Payment | undefined> {
    return tx.one<Payment>(`SELECT ${PAYMENT} FROM payment WHERE id = $1 FOR UPDATE`, [id]);
  }

  ofOrders(tx: TenantTx, orderIds: readonly string[]): Promise<Payment[]> {
    return tx.query<Payment>(`SELECT ${PAYMENT} FROM payment WHERE order_id = ANY($1) ORDER BY created_at, id`, [
      orderIds,
    ]);
  }

  /** What the provider answered to our intent; a notice may have settled it already. Answers the payment as it is now. */
  recordPending(
    tx: TenantTx,
    id: string,
    providerPaymentId: string,
    checkoutUrl: string,
  ): Promise<Payment | undefined> {
    return tx.one<Payment>(
      `UPDATE payment SET provider_payment_id = $2, checkout_url = $3, state = CASE WHEN state = 'intended' THEN 'pending' ELSE state END
       WHERE id = $1 RETURNING ${PAYMENT}`,
      [id, providerPaymentId, checkoutUrl],
    );
  }

  /** Settles a payment once; false when it was settled before. */
  async settle(
    tx: TenantTx,
    id: string,
    state: Payment['state'],
    feeMinor: bigint,
    providerPaymentId: string,
    now: Date,
  ): Promise<boolean> {
    const settled = await tx.execute(
      `UPDATE payment SET state = $2, fee_minor = $3, provider_payment_id = $4, settled_at = $5
       WHERE id = $1 AND state IN ('intended', 'pending')`,
      [id, state, feeMinor, providerPaymentId, now],
    );
    return settled === 1;
  }

  /** Payments nobody has told us the end of. */
  unsettledSince(tx: TenantTx, since: Date, limit: number): Promise<Payment[]> {
    return tx.query<Payment>(
      `SELECT ${PAYMENT} FROM payment WHERE state = 'pending' AND created_at <= $1 ORDER BY created_at LIMIT $2`,
      [since, limit],
    );
  }

  async recordNotice(tx: TenantTx, notice: Notice): Promise<void> {
    await tx.execute(
      `INSERT INTO payment_notice (id, provider, event_id, type, verdict, body_sha256, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [notice.id, notice.provider, notice.eventId, notice.type, notice.verdict, notice.bodySha256, notice.receivedAt],
    );
  }

  /** Whether the provider's event has had its effect; racing deliveries of one event wait for each other here. */
  async wasApplied(tx: TenantTx, provider: string, eventId: string): Promise<boolean> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `notice:${tx.scope.schema}:${provider}:${eventId}`,
    ]);
    const found = await tx.execute(
      `SELECT FROM payment_notice WHERE provider = $1 AND event_id = $2 AND verdict = 'applied'`,
      [provider, eventId],
    );
    return found > 0;
  }
}
