import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { Payment } from '../domain/order.js';

const PAYMENT = `id, order_id AS "orderId", provider, provider_payment_id AS "providerPaymentId", state,
  amount_minor AS "amountMinor", currency, fee_minor AS "feeMinor", checkout_url AS "checkoutUrl", created_at AS "createdAt",
  settled_at AS "settledAt"`;

/** Every payment goes through these: its intent, the provider's answer, the provider's notice. */
const INTEND: PreparedSql = {
  name: 'ordering.payment-intend',
  text: (schema) => `
    INSERT INTO ${schema}.payment (id, order_id, provider, state, amount_minor, currency, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
};
const PENDING: PreparedSql = {
  name: 'ordering.payment-pending',
  text: (schema) => `
    UPDATE ${schema}.payment SET provider_payment_id = $2, checkout_url = $3,
      state = CASE WHEN state = 'intended' THEN 'pending' ELSE state END
    WHERE id = $1 RETURNING ${PAYMENT}`,
};
const LOCKED: PreparedSql = {
  name: 'ordering.payment-locked',
  text: (schema) => `SELECT ${PAYMENT} FROM ${schema}.payment WHERE id = $1 FOR UPDATE`,
};
const SETTLE: PreparedSql = {
  name: 'ordering.payment-settle',
  text: (schema) => `
    UPDATE ${schema}.payment SET state = $2, fee_minor = $3, provider_payment_id = $4, settled_at = $5
    WHERE id = $1 AND state IN ('intended', 'pending') RETURNING id`,
};
const APPLIED: PreparedSql = {
  name: 'ordering.notice-applied',
  text: (schema) =>
    `SELECT id FROM ${schema}.payment_notice WHERE provider = $1 AND event_id = $2 AND verdict = 'applied'`,
};
const NOTICE: PreparedSql = {
  name: 'ordering.notice',
  text: (schema) => `
    INSERT INTO ${schema}.payment_notice (id, provider, event_id, type, verdict, body_sha256, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
};

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
    await tx.prepared(INTEND, [
      payment.id,
      payment.orderId,
      payment.provider,
      payment.state,
      payment.amountMinor,
      payment.currency,
      payment.createdAt,
    ]);
  }

  async lock(tx: TenantTx, id: string): Promise<Payment | undefined> {
    const [payment] = await tx.prepared<Payment>(LOCKED, [id]);
    return payment;
  }

  ofOrders(tx: TenantTx, orderIds: readonly string[]): Promise<Payment[]> {
    return tx.query<Payment>(`SELECT ${PAYMENT} FROM payment WHERE order_id = ANY($1) ORDER BY created_at, id`, [
      orderIds,
    ]);
  }

  /**
   * What the provider answered to our intent; a notice may have settled it already. Ends the transaction, answers the payment
   * as it is now.
   */
  async recordPending(
    tx: TenantTx,
    id: string,
    providerPaymentId: string,
    checkoutUrl: string,
  ): Promise<Payment | undefined> {
    const [payment] = await tx.preparedLast<Payment>(PENDING, [id, providerPaymentId, checkoutUrl]);
    return payment;
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
    return (await tx.prepared(SETTLE, [id, state, feeMinor, providerPaymentId, now])).length === 1;
  }

  /** Payments nobody has told us the end of. */
  unsettledSince(tx: TenantTx, since: Date, limit: number): Promise<Payment[]> {
    return tx.query<Payment>(
      `SELECT ${PAYMENT} FROM payment WHERE state = 'pending' AND created_at <= $1 ORDER BY created_at LIMIT $2`,
      [since, limit],
    );
  }

  /** The last a notice does in its transaction. */
  async recordNotice(tx: TenantTx, notice: Notice): Promise<void> {
    const { id, provider, eventId, type, verdict, bodySha256, receivedAt } = notice;
    await tx.preparedLast(NOTICE, [id, provider, eventId, type, verdict, bodySha256, receivedAt]);
  }

  /** Whether the provider's event has had its effect; racing deliveries of one event wait for each other here. */
  async wasApplied(tx: TenantTx, provider: string, eventId: string): Promise<boolean> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `notice:${tx.scope.schema}:${provider}:${eventId}`,
    ]);
    return (await tx.prepared(APPLIED, [provider, eventId])).length > 0;
  }
}
