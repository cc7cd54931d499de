import type { Tenant } from '@lianpiao/authz';
import type { TenantTx, UnitOfWork } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';

import type { AttractionRef, EntitlementTerms } from '../../catalog/index.js';
import type { OrderPaidPayload, PaidLine } from '../../ordering/index.js';

/** Three attractions with two gates each, a product and a sales channel: what tickets can be issued for. */
export interface Region {
  readonly tenant: Tenant;
  readonly productId: string;
  readonly unitId: string;
  readonly channelId: string;
  readonly attractions: readonly AttractionRef[];
}

/** Any three days from purchase, any number of visits; a spec says what it wants otherwise. */
export const OPEN_TERMS: EntitlementTerms = {
  validityClock: 'calendar_days',
  validityStarts: 'purchase',
  validityPeriod: 'P3D',
  activateWithin: null,
  visitsTotal: null,
  visitsPerAttraction: null,
  visitsPerAttractionPerDay: null,
};

export interface Wanted {
  readonly terms?: Partial<EntitlementTerms>;
  readonly quantity?: number;
  readonly visitDate?: string;
  readonly unitPriceMinor?: bigint;
  readonly attractions?: readonly AttractionRef[];
}

export async function aRegion(unitOfWork: UnitOfWork, tenant: Tenant, now: Date): Promise<Region> {
  const attractions = ['lake', 'tower', 'garden'].map((code) => ({
    id: newId(),
    code,
    name: { zh: code, en: code },
    gatePriceMinor: 10_000n,
    dailyCapacity: 1_000,
    timedEntry: false,
  }));
  const region = { tenant, attractions, productId: newId(), unitId: newId(), channelId: newId() };
  await unitOfWork.write({ tenant }, (tx) => insertRegion(tx, region, now));
  return region;
}

/** A paid order for one line of the region's product, as ordering announces it. */
export async function aPaidOrder(
  tx: TenantTx,
  region: Region,
  paidAt: Date,
  wanted: Wanted = {},
): Promise<OrderPaidPayload> {
  const { quantity = 1, visitDate = null } = wanted;
  const orderId = newId();
  const line: PaidLine = {
    orderLineId: newId(),
    line: 1,
    productId: region.productId,
    productVersion: 1,
    productKind: 'joint_pass',
    unitType: 'ADULT',
    quantity,
    unitPriceMinor: wanted.unitPriceMinor ?? 29_800n,
    visitDate,
    passIds: Array.from({ length: quantity }, () => newId()),
    attractions: wanted.attractions ?? region.attractions,
    terms: { ...OPEN_TERMS, ...wanted.terms },
  };
  await insertOrder(tx, region, orderId, line, paidAt);
  const channel = { channelId: region.channelId, channelCode: 'storefront', channelKind: 'storefront' } as const;
  const totalMinor = line.unitPriceMinor * BigInt(quantity);
  return {
    orderId,
    number: orderId,
    ...channel,
    provider: null,
    currency: region.tenant.currency,
    totalMinor,
    paidAt,
    lines: [line],
  };
}

async function insertRegion(tx: TenantTx, region: Region, now: Date): Promise<void> {
  for (const { id, code } of region.attractions) {
    await tx.execute(
      `INSERT INTO attraction (id, code, name_zh, name_en, grade, city, category, latitude, longitude, gate_price_minor, currency,
         daily_capacity, opens, closes, timed_entry, created_at, updated_at)
       VALUES ($1, $2, $2, $2, '5A', 'Hangzhou', 'lake', 30, 120, 10000, $4, 1000, '08:00', '18:00', false, $3, $3)`,
      [id, code, now, region.tenant.currency],
    );
    await tx.execute(
      `INSERT INTO gate (id, code, attraction_id, name_zh, name_en, created_at)
       VALUES ($1, $3 || '-1', $5, 'g', 'g', $4), ($2, $3 || '-2', $5, 'g', 'g', $4)`,
      [newId(), newId(), code, now, id],
    );
  }
  await tx.execute(
    `INSERT INTO product (id, code, kind, state, name_zh, name_en, currency, dated, validity_clock, validity_starts, validity_period,
       created_at, updated_at, published_at)
     VALUES ($1, 'pass', 'joint_pass', 'published', '联票', 'Pass', $3, false, 'calendar_days', 'purchase', 'P3D', $2, $2, $2)`,
    [region.productId, now, region.tenant.currency],
  );
  const optionId = newId();
  await tx.execute(`INSERT INTO option (id, product_id, code, name_zh, name_en) VALUES ($1, $2, 'std', 's', 's')`, [
    optionId,
    region.productId,
  ]);
  await tx.execute(`INSERT INTO unit (id, option_id, type) VALUES ($1, $2, 'ADULT')`, [region.unitId, optionId]);
  await tx.execute(
    `INSERT INTO sales_channel (id, code, kind, name, created_at) VALUES ($1, 'storefront', 'storefront', 's', $2)`,
    [region.channelId, now],
  );
}

async function insertOrder(tx: TenantTx, region: Region, orderId: string, line: PaidLine, paidAt: Date): Promise<void> {
  await tx.execute(
    `INSERT INTO sales_order (id, number, channel_id, state, currency, total_minor, placed_by, created_at, paid_at, updated_at)
     SELECT $1::uuid, $1::text, $2::uuid, 'paid', $5, $3::bigint, 'visitor', $4::timestamptz, $4::timestamptz, $4::timestamptz`,
    [orderId, region.channelId, line.unitPriceMinor * BigInt(line.quantity), paidAt, region.tenant.currency],
  );
  await tx.execute(
    `INSERT INTO order_line (id, order_id, line, product_id, product_version, unit_id, unit_type, quantity, list_price_minor,
       unit_price_minor, total_minor, visit_date)
     VALUES ($1, $2, 1, $3, 1, $4, 'ADULT', $5, $6::bigint, $6, $6::bigint * $5::integer, $7)`,
    [line.orderLineId, orderId, region.productId, region.unitId, line.quantity, line.unitPriceMinor, line.visitDate],
  );
}
