import type { Client } from 'pg';

import { idOf, idInSql, Kind } from './ids.js';

/** As many as the Yangtze delta has; each gate belongs to one of them. */
const ATTRACTIONS = 36;
const VISITS = 5;

export const attractionCode = (number: number) => `site-${String(number).padStart(2, '0')}`;
export const gateCode = (number: number) => `${attractionCode(number)}-main`;
export const attractionCodes = (count: number) => Array.from({ length: count }, (_, number) => attractionCode(number));

/** Attractions with a gate each, and a joint pass for any five of them within three days of the first use. */
export async function seedRegion(owner: Client, publicKey: { keyId: string; raw: Buffer }): Promise<void> {
  await owner.query(`
    INSERT INTO attraction (id, code, name_zh, name_en, grade, city, category, latitude, longitude, gate_price_minor, currency,
      daily_capacity, opens, closes, timed_entry, created_at, updated_at)
    SELECT ${idInSql(Kind.attraction, 'n')}, 'site-' || lpad(n::text, 2, '0'), '景点' || n, 'Site ' || n, '5A', 'Hangzhou', 'lake', 30, 120,
      10000, 'CNY', 1000, '08:00', '18:00', false, now(), now() FROM generate_series(0::bigint, ${ATTRACTIONS - 1}) n`);
  await owner.query(`
    INSERT INTO gate (id, code, attraction_id, name_zh, name_en, created_at)
    SELECT ${idInSql(Kind.gate, 'n')}, 'site-' || lpad(n::text, 2, '0') || '-main', ${idInSql(Kind.attraction, 'n')}, '正门', 'Main gate', now()
    FROM generate_series(0::bigint, ${ATTRACTIONS - 1}) n`);
  await owner.query(
    `INSERT INTO product (id, code, kind, state, name_zh, name_en, currency, dated, validity_clock, validity_starts, validity_period,
       activate_within, visits_total, visits_per_attraction, created_at, updated_at, published_at)
     VALUES ($1, 'joint-pass', 'joint_pass', 'published', '畅游联票', 'Joint pass', 'CNY', false, 'calendar_days', 'first_use', 'P3D',
       'P180D', ${VISITS}, 1, now(), now(), now())`,
    [idOf(Kind.product, 0)],
  );
  await owner.query(
    `INSERT INTO option (id, product_id, code, name_zh, name_en) VALUES ($1, $1, 'standard', '标准', 'Standard')`,
    [idOf(Kind.product, 0)],
  );
  await owner.query(`INSERT INTO unit (id, option_id, type) VALUES ($1, $1, 'ADULT')`, [idOf(Kind.product, 0)]);
  // Retired from the start: it verifies the tickets of the benchmark and can never sign any of the tenant's.
  await owner.query(
    `INSERT INTO signing_key (key_id, algorithm, public_key, private_key_sealed, created_at, retired_at)
     VALUES ($1, 'Ed25519', $2, '', now(), now())`,
    [publicKey.keyId, publicKey.raw],
  );
}
