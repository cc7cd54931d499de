import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestContext } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';

import { catalogEntities } from '../catalog/persistence/catalog.entities.js';
import { attractionFile, catalogParts, onSale, type CatalogParts } from '../catalog/testing/catalog-builder.js';
import { Inventory } from './inventory.js';
import { CapacityExhausted, HoldNotActive } from './inventory.failures.js';
import type { HoldLine } from './inventory.types.js';
import { HoldRepository } from './persistence/hold-repository.js';
import { SlotRepository } from './persistence/slot-repository.js';
import { ProductAvailability } from './queries/product-availability.js';

const CODES = ['zhouzhuang', 'tongli', 'luzhi'];
const MINUTES = 60_000;

let tenants: TwoTenants;
let parts: CatalogParts;
let inventory: Inventory;
let availability: ProductAvailability;
let admin: RequestContext;
let ids: readonly string[];
let date: string;
let day = 0;

beforeAll(async () => {
  tenants = await TwoTenants.open(catalogEntities);
  parts = catalogParts(tenants.unitOfWork, tenants.clock);
  inventory = new Inventory(parts.catalog, new HoldRepository());
  availability = new ProductAvailability(tenants.unitOfWork, parts.catalog, new SlotRepository(), tenants.clock);
  admin = tenants.request(tenants.a, ['bureau-admin']);
  await onSale(parts, admin, { code: 'towns', kind: 'combo', attractionCodes: CODES });
  ids = (await tenants.unitOfWork.read(admin, (tx) => parts.catalog.allAttractions(tx))).map(({ id }) => id);
});
afterAll(() => tenants.close());
/** Every spec has dates of its own: nothing is left over from another. */
beforeEach(() => {
  day += 1;
  date = `2026-06-${String(day).padStart(2, '0')}`;
});

const write = <T>(work: (tx: TenantTx) => Promise<T>) => tenants.unitOfWork.write(admin, work);
const now = () => tenants.clock.now();
const line = (quantity: number, attraction = 0): HoldLine => ({
  attractionId: ids[attraction] ?? '',
  visitDate: date,
  startsAt: null,
  quantity,
});

function hold(...lines: HoldLine[]): Promise<string> {
  const expiresAt = new Date(now().getTime() + 15 * MINUTES);
  return write((tx) => inventory.hold(tx, { expiresAt, lines }, now()));
}

interface Slot {
  held: number;
  sold: number;
  capacity: number;
}
const slots = () =>
  write((tx) =>
    tx.query<Slot & { attraction_id: string }>('SELECT * FROM slot WHERE visit_date = $1 ORDER BY attraction_id', [
      date,
    ]),
  );
const counts = async () => (await slots()).map(({ held, sold }) => [held, sold]);

describe('a hold', () => {
  it('takes places, sells them when confirmed, gives them back when released', async () => {
    const held = await hold(line(3));
    expect(await counts()).toEqual([[3, 0]]);
    await write((tx) => inventory.confirm(tx, held, now()));
    expect(await counts()).toEqual([[0, 3]]);
    await write((tx) => inventory.release(tx, held, now()));
    expect(await counts()).toEqual([[0, 0]]);
    await write((tx) => inventory.release(tx, held, now()));
    expect(await counts()).toEqual([[0, 0]]);
  });

  it('takes all places or none, and says which attraction is short by how much', async () => {
    await hold(line(48, 1));
    const short = await hold(line(2, 0), line(3, 1)).catch((error: unknown) => error);
    expect(short).toBeInstanceOf(CapacityExhausted);
    expect(short).toMatchObject({ attractionId: ids[1], visitDate: date, left: 2 });
    expect(await counts()).toEqual([[48, 0]]);
    await hold(line(2, 1));
    expect(await counts()).toEqual([[50, 0]]);
  });

  it('adds up lines that want the same slot', async () => {
    await expect(hold(line(30), line(21))).rejects.toMatchObject({ left: 50 });
    await hold(line(30), line(20));
    expect(await counts()).toEqual([[50, 0]]);
  });

  it('keeps timed slots apart', async () => {
    const at = (startsAt: string) => ({ ...line(50), startsAt });
    await hold(at('09:00'), at('10:00'));
    await expect(hold({ ...at('09:00'), quantity: 1 })).rejects.toBeInstanceOf(CapacityExhausted);
    expect(await counts()).toEqual([
      [50, 0],
      [50, 0],
    ]);
  });

  it('refuses counts that are none', async () => {
    await expect(hold(line(0))).rejects.toMatchObject({ field: 'lines.0.quantity', rule: 'range' });
    await expect(hold(line(1), line(1.5, 1))).rejects.toMatchObject({ field: 'lines.1.quantity' });
    await expect(hold()).rejects.toMatchObject({ field: 'lines', rule: 'required' });
  });

  it('expires when its time is over, and cannot be confirmed then', async () => {
    const [late, sold] = [await hold(line(2)), await hold(line(1))];
    await write((tx) => inventory.confirm(tx, sold, now()));
    expect(await write((tx) => inventory.expireDue(tx, now(), 100))).toEqual([]);
    tenants.clock.advance(15 * MINUTES);
    const fresh = await hold(line(4));
    const expired = await write((tx) => inventory.expireDue(tx, now(), 100));
    expect(expired).toContain(late);
    expect(expired).not.toContain(sold);
    expect(expired).not.toContain(fresh);
    expect(await counts()).toEqual([[4, 1]]);
    await expect(write((tx) => inventory.confirm(tx, late, now()))).rejects.toEqual(new HoldNotActive(late, 'expired'));
    await expect(write((tx) => inventory.confirm(tx, newId(), now()))).rejects.toMatchObject({ state: undefined });
  });

  it('leaves nothing when its transaction rolls back', async () => {
    const failing = write(async (tx) => {
      await inventory.hold(tx, { expiresAt: now(), lines: [line(5)] }, now());
      throw new Error('payment refused');
    });
    await expect(failing).rejects.toThrow('payment refused');
    expect(await slots()).toEqual([]);
  });

  it("is not the neighbour's to see, to confirm or to release", async () => {
    const neighbour = tenants.request(tenants.b, ['bureau-admin']);
    const held = await hold(line(7));
    const asNeighbour = <T>(work: (tx: TenantTx) => Promise<T>) => tenants.unitOfWork.write(neighbour, work);
    await asNeighbour((tx) => inventory.release(tx, held, now()));
    await expect(asNeighbour((tx) => inventory.confirm(tx, held, now()))).rejects.toMatchObject({ state: undefined });
    expect(await asNeighbour((tx) => tx.query('SELECT FROM slot'))).toEqual([]);
    await expect(
      asNeighbour((tx) => inventory.hold(tx, { expiresAt: now(), lines: [line(1)] }, now())),
    ).rejects.toThrow('no attraction');
    expect(await counts()).toEqual([[7, 0]]);
  });
});

describe('availability', () => {
  it('is that of the tightest attraction, day by day', async () => {
    await hold(line(10, 0), line(30, 1));
    const visitor = tenants.request(tenants.a);
    const [today, next] = await availability.of(visitor, 'towns', date, 2);
    expect(today).toEqual({ date, capacity: 50, left: 20, status: 'LIMITED' });
    expect(next).toMatchObject({ capacity: 50, left: 50, status: 'AVAILABLE' });
    await hold(line(20, 1));
    expect((await availability.of(visitor, 'towns', date, 1))[0]).toMatchObject({ left: 0, status: 'SOLD_OUT' });
    expect((await availability.of(visitor, 'towns', '2026-04-01', 1))[0]?.status).toBe('CLOSED');
  });

  it('is shown for products one may see, within bounds', async () => {
    const ask = (ctx: RequestContext, code: string, from = date, days = 1) => availability.of(ctx, code, from, days);
    await expect(ask(tenants.request(tenants.b), 'towns')).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    await expect(ask(admin, 'towns', date, 63)).rejects.toMatchObject({ field: 'days', rule: 'range' });
    await expect(ask(admin, 'towns', '9999-12-31')).rejects.toMatchObject({ field: 'from', rule: 'range' });
  });

  it('is closed while an attraction is', async () => {
    await write((tx) => tx.execute(`UPDATE attraction SET state = 'closed' WHERE id = $1`, [ids[2]]));
    expect((await availability.of(admin, 'towns', date, 1))[0]?.status).toBe('CLOSED');
    await write((tx) => tx.execute(`UPDATE attraction SET state = 'open' WHERE id = $1`, [ids[2]]));
  });

  it('of a slot follows it, once it has one, and not the next import', async () => {
    await hold(line(1));
    const smaller = attractionFile(CODES).toString().replaceAll(',50,', ',10,');
    await parts.importAttractions.execute(admin, {
      fileBase64: Buffer.from(smaller),
      dryRun: false,
      idempotencyKey: newId(),
    });
    expect((await slots()).map(({ capacity }) => capacity)).toEqual([50]);
    await parts.importAttractions.execute(admin, {
      fileBase64: attractionFile(CODES),
      dryRun: false,
      idempotencyKey: newId(),
    });
  });
});
