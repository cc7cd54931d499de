import type { PreparedSql } from '@lianpiao/db';

/** An order with its lines, in one statement: almost every use case begins with it. int8 is text in JSON, or it would be rounded. */
const view = (schema: string, orders = `${schema}.sales_order`) => `
  SELECT o.id, o.number, o.state, o.currency, o.total_minor AS "totalMinor", o.channel_id AS "channelId",
    c.code AS "channelCode", c.kind AS "channelKind", c.name AS "channelName", c.client_id AS "clientId",
    o.visitor_subject AS "visitorSubject", o.external_reference AS "externalReference", o.hold_id AS "holdId", o.created_at AS "createdAt",
    o.expires_at AS "expiresAt", o.paid_at AS "paidAt", o.issued_at AS "issuedAt",
    coalesce((SELECT json_agg(json_build_object('id', l.id, 'line', l.line, 'productId', l.product_id,
        'productVersion', l.product_version, 'unitId', l.unit_id, 'unitType', l.unit_type, 'quantity', l.quantity,
        'listPriceMinor', l.list_price_minor::text, 'unitPriceMinor', l.unit_price_minor::text,
        'totalMinor', l.total_minor::text, 'visitDate', l.visit_date) ORDER BY l.line)
      FROM ${schema}.order_line l WHERE l.order_id = o.id), '[]') AS lines
  FROM ${orders} o JOIN ${schema}.sales_channel c ON c.id = o.channel_id`;

export const BY_ID: PreparedSql = {
  name: 'ordering.order',
  plan: 'once',
  text: (schema) => `${view(schema)} WHERE o.id = $1`,
};
export const LOCKED: PreparedSql = {
  name: 'ordering.order-locked',
  plan: 'once',
  text: (schema) => `${BY_ID.text(schema)} FOR UPDATE OF o`,
};

/** LATERAL with a LIMIT: a plan made while there are no orders must still use the index when there are. */
export const BY_IDS: PreparedSql = {
  name: 'ordering.orders-by-id',
  plan: 'once',
  text: (schema) =>
    view(
      schema,
      `unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT * FROM ${schema}.sales_order WHERE id = wanted.id LIMIT 1)`,
    ),
};

export const PAGE: PreparedSql = {
  name: 'ordering.orders',
  text: (schema) => `${view(schema)}
    WHERE ($1::text IS NULL OR o.state = $1) AND ($2::text IS NULL OR c.code = $2) AND ($3::text IS NULL OR c.client_id = $3)
      AND ($4::timestamptz IS NULL OR (o.created_at, o.id) < ($4, $5::uuid))
    ORDER BY o.created_at DESC, o.id DESC LIMIT $6`,
};

/** Those of one account. */
export const OF_VISITOR: PreparedSql = {
  name: 'ordering.orders-of-visitor',
  text: (schema) => `${view(schema)}
    WHERE o.visitor_subject = $1 AND ($2::timestamptz IS NULL OR (o.created_at, o.id) < ($2, $3::uuid))
    ORDER BY o.created_at DESC, o.id DESC LIMIT $4`,
};

export const PLACE: PreparedSql = {
  name: 'ordering.place',
  text: (schema) => `
    WITH placed AS (
      INSERT INTO ${schema}.sales_order (id, number, channel_id, state, currency, total_minor, hold_id, external_reference,
        contact_name, contact_email, contact_phone, locale, placed_by, created_at, expires_at, updated_at, visitor_subject)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $14, $16))
    INSERT INTO ${schema}.order_line (id, order_id, line, product_id, product_version, unit_id, unit_type, quantity,
      list_price_minor, unit_price_minor, total_minor, visit_date)
    SELECT l.id, $1, l.line, l.product_id, l.product_version, l.unit_id, l.unit_type, l.quantity,
      l.list_price, l.unit_price, l.unit_price * l.quantity, l.visit_date
    FROM unnest($17::uuid[], $18::int[], $19::uuid[], $20::int[], $21::uuid[], $22::text[], $23::int[], $24::bigint[],
      $25::bigint[], $26::date[]) AS l (id, line, product_id, product_version, unit_id, unit_type, quantity, list_price,
      unit_price, visit_date)`,
};

/** Moves orders on whose state allows it: from a state of $2, to its counterpart in $3. */
export const advancing = (orders: string, which: string) => `
  UPDATE ${orders} o SET state = t.after, updated_at = $4,
    paid_at = CASE WHEN t.after = 'paid' THEN $4 ELSE o.paid_at END,
    issued_at = CASE WHEN t.after = 'issued' THEN $4 ELSE o.issued_at END
  FROM unnest($2::text[], $3::text[]) AS t (before, after) WHERE ${which} AND o.state = t.before
  RETURNING o.id`;

export const ADVANCE: PreparedSql = {
  name: 'ordering.advance',
  text: (schema) => advancing(`${schema}.sales_order`, 'o.id = $1::uuid'),
};
