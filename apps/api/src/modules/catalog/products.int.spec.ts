import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { NotPermitted } from '@lianpiao/authz';
import { newId } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  AttractionNotFound,
  PriceAboveCeiling,
  ProductCodeTaken,
  ProductNotFound,
  ProductNotPublishable,
  ProductNotPublished,
} from './catalog.failures.js';
import { catalogEntities } from './persistence/catalog.entities.js';
import { aProduct, catalogParts, type CatalogParts } from './testing/catalog-builder.js';

const region = await readFile(join(import.meta.dirname, '../../../../../data/yrd-attractions.csv'));

let tenants: TwoTenants;
let parts: CatalogParts;
beforeAll(async () => {
  tenants = await TwoTenants.open(catalogEntities);
  parts = catalogParts(tenants.unitOfWork, tenants.clock);
  await parts.importAttractions.execute(admin(), { fileBase64: region, dryRun: false, idempotencyKey: key() });
});
afterAll(() => tenants.close());

const admin = () => tenants.request(tenants.a, ['bureau-admin']);
const visitor = () => tenants.request(tenants.a);
const neighbour = () => tenants.request(tenants.b, ['bureau-admin']);
const key = () => newId();

describe('products', () => {
  const inDatabase = (code: string) => parts.browseProducts.byCode(admin(), code);

  it('are drafts that nobody else sees, then on sale, then withdrawn, then on sale again as the next version', async () => {
    const pass = aProduct({
      code: 'water-towns',
      kind: 'combo',
      dated: false,
      validityStarts: 'first_use',
      validityPeriod: 'P3D',
      activateWithin: 'P90D',
      attractionCodes: ['zhouzhuang', 'tongli', 'luzhi'],
      units: [
        { type: 'ADULT', priceMinor: 16_800n },
        { type: 'CHILD', priceMinor: 8_400n },
      ],
    });
    const draft = await parts.createProduct.execute(admin(), pass);
    expect(draft).toMatchObject({
      state: 'draft',
      version: 1,
      visits: { total: 3, perAttraction: 1, perAttractionPerDay: null },
      validity: { clock: 'calendar_days', starts: 'first_use', period: 'P3D', activateWithin: 'P90D' },
    });
    expect(await parts.browseProducts.byCode(visitor(), pass.code)).toBeNull();

    const published = await parts.publishProduct.execute(admin(), { code: pass.code, idempotencyKey: key() });
    expect(published).toMatchObject({ state: 'published', version: 1, publishedAt: tenants.clock.now() });
    const seen = await parts.browseProducts.byCode(visitor(), pass.code);
    expect(seen).toEqual(published);

    const byVisitor = visitor();
    const options = await parts.browseProducts.options(byVisitor, draft.id);
    expect(options.flatMap(({ units }) => units.map(({ type }) => type))).toEqual(['ADULT', 'CHILD']);
    expect(await parts.browseProducts.fromPrice(byVisitor, draft.id)).toMatchObject({ minor: 8_400n, currency: 'CNY' });
    expect((await parts.browseAttractions.ofProduct(byVisitor, draft.id)).map(({ code }) => code)).toEqual([
      'luzhi',
      'tongli',
      'zhouzhuang',
    ]);

    await expect(parts.publishProduct.execute(admin(), { code: pass.code, idempotencyKey: key() })).rejects.toEqual(
      new ProductNotPublishable(['ALREADY_PUBLISHED']),
    );
    await parts.withdrawProduct.execute(admin(), { code: pass.code, idempotencyKey: key() });
    expect(await parts.browseProducts.byCode(visitor(), pass.code)).toBeNull();
    await expect(parts.withdrawProduct.execute(admin(), { code: pass.code, idempotencyKey: key() })).rejects.toEqual(
      new ProductNotPublished('withdrawn'),
    );
    await expect(
      parts.publishProduct.execute(admin(), { code: pass.code, idempotencyKey: key() }),
    ).resolves.toMatchObject({
      version: 2,
    });
  });

  it('are not for the neighbour to see or to change', async () => {
    const code = 'water-towns';
    expect(await parts.browseProducts.byCode(neighbour(), code)).toBeNull();
    expect((await parts.browseProducts.page(neighbour(), { first: 100 })).nodes).toEqual([]);
    await expect(parts.withdrawProduct.execute(neighbour(), { code, idempotencyKey: key() })).rejects.toBeInstanceOf(
      ProductNotFound,
    );
  });

  it('have a code of their own and attractions that exist; a refusal leaves nothing', async () => {
    await expect(parts.createProduct.execute(admin(), aProduct({ code: 'water-towns' }))).rejects.toEqual(
      new ProductCodeTaken('water-towns'),
    );
    const lost = aProduct({ code: 'lost', attractionCodes: ['atlantis'] });
    await expect(parts.createProduct.execute(admin(), lost)).rejects.toEqual(new AttractionNotFound('atlantis'));
    expect(await inDatabase('lost')).toBeNull();
  });

  it('go on sale at the date of their sale and not before, to visitors', async () => {
    const now = tenants.clock.now().getTime();
    await parts.createProduct.execute(
      admin(),
      aProduct({ code: 'golden-week', saleFrom: new Date(now + 1_000), saleUntil: new Date(now + 5_000) }),
    );
    await parts.publishProduct.execute(admin(), { code: 'golden-week', idempotencyKey: key() });
    expect(await parts.browseProducts.byCode(visitor(), 'golden-week')).toBeNull();
    expect(await inDatabase('golden-week')).not.toBeNull();
    tenants.clock.advance(1_000);
    expect(await parts.browseProducts.byCode(visitor(), 'golden-week')).not.toBeNull();
    tenants.clock.advance(4_000);
    expect(await parts.browseProducts.byCode(visitor(), 'golden-week')).toBeNull();
  });

  it('are listed by state for staff, and on sale only for anybody else', async () => {
    await parts.createProduct.execute(admin(), aProduct({ code: 'still-a-draft' }));
    const codes = async (ctx = visitor(), state: 'draft' | 'published' | null = null) =>
      (await parts.browseProducts.page(ctx, { first: 50, state })).nodes.map(({ code }) => code);
    await expect(codes()).resolves.toEqual(['water-towns']);
    await expect(codes(visitor(), 'published')).resolves.toEqual(['water-towns']);
    await expect(codes(admin(), 'draft')).resolves.toEqual(['still-a-draft']);
    await expect(codes(visitor(), 'draft')).rejects.toBeInstanceOf(NotPermitted);
  });
});

describe('the parts of a list of products', () => {
  it('are fetched at once, however long the list', async () => {
    for (let index = 0; index < 5; index += 1)
      await parts.createProduct.execute(admin(), aProduct({ code: `listed-${index}` }));
    const ctx = admin();
    const { nodes } = await parts.browseProducts.page(ctx, { first: 50 });
    const reading = jest.spyOn(tenants.unitOfWork, 'read');
    const unitsOf = async (id: string) => (await parts.browseProducts.options(ctx, id)).flatMap(({ units }) => units);
    const units = (await Promise.all(nodes.map(({ id }) => unitsOf(id)))).flat();
    await Promise.all(units.map(({ id }) => parts.browseProducts.price(ctx, id)));
    await Promise.all(nodes.map(({ id }) => parts.browseProducts.fromPrice(ctx, id)));
    await Promise.all(nodes.map(({ id }) => parts.browseAttractions.ofProduct(ctx, id)));
    expect(nodes.length).toBeGreaterThan(5);
    expect(reading).toHaveBeenCalledTimes(4);
    reading.mockRestore();
  });
});

describe('the price calendar', () => {
  const set = (
    validFrom: string,
    priceMinor: bigint,
    ceiling: { ceilingMinor?: bigint; approvalNumber?: string } = {},
  ) =>
    parts.setPrice.execute(admin(), {
      productCode: 'regulated',
      unitType: 'ADULT',
      validFrom,
      priceMinor,
      ...ceiling,
      idempotencyKey: key(),
    });

  it('has prices from a day on, never above the ceiling in force', async () => {
    const approved = {
      type: 'ADULT',
      priceMinor: 6_000n,
      ceilingMinor: 8_000n,
      approvalNumber: '苏价服〔2019〕12号',
    } as const;
    const product = await parts.createProduct.execute(admin(), aProduct({ code: 'regulated', units: [approved] }));
    await parts.publishProduct.execute(admin(), { code: 'regulated', idempotencyKey: key() });
    await set('2026-07-01', 7_000n);
    await expect(set('2026-08-01', 8_001n)).rejects.toEqual(new PriceAboveCeiling('ADULT', 8_001n, 8_000n));
    await set('2026-09-01', 9_000n, { ceilingMinor: 9_500n, approvalNumber: '苏价服〔2026〕3号' });
    await set('2026-07-01', 7_500n);

    const ctx = visitor();
    const [option] = await parts.browseProducts.options(ctx, product.id);
    const unitId = option?.units[0]?.id ?? '';
    const on = async (day: string) => (await parts.browseProducts.price(ctx, unitId, day))?.minor;
    expect(await Promise.all(['2026-04-30', '2026-05-01', '2026-06-30', '2026-07-01', '2026-09-01'].map(on))).toEqual([
      undefined,
      6_000n,
      6_000n,
      7_500n,
      9_000n,
    ]);
  });

  it('leaves the days that are over, and knows its units', async () => {
    await expect(set('2026-04-30', 1n)).rejects.toMatchObject({ field: 'validFrom', rule: 'range' });
    const child = {
      productCode: 'regulated',
      unitType: 'CHILD',
      validFrom: '2026-07-01',
      priceMinor: 1n,
      idempotencyKey: key(),
    } as const;
    await expect(parts.setPrice.execute(admin(), child)).rejects.toMatchObject({ field: 'unitType' });
  });

  it('prices what is sold: by the visit date, and two dates of one unit apart', async () => {
    const ctx = admin();
    const { id } = (await parts.browseProducts.byCode(ctx, 'regulated')) ?? { id: '' };
    const [option] = await parts.browseProducts.options(ctx, id);
    const unitId = option?.units[0]?.id ?? '';
    const requests = [
      { unitId, visitDate: '2026-06-30' },
      { unitId: newId(), visitDate: null },
      { unitId, visitDate: '2026-07-01' },
      { unitId: 'no id at all', visitDate: null },
    ];
    const ask = (of = ctx) =>
      tenants.unitOfWork.read(of, (tx) => parts.catalog.sellableUnits(tx, requests, tenants.clock.now(), of.tenant));
    const [june, unknown, july, malformed] = await ask();
    expect([june?.priceMinor, unknown, july?.priceMinor, malformed]).toEqual([6_000n, undefined, 7_500n, undefined]);
    expect(june).toMatchObject({
      productCode: 'regulated',
      productVersion: 1,
      dated: true,
      currency: 'CNY',
      attractions: [{ code: 'zhouzhuang', gatePriceMinor: 10_000n, dailyCapacity: 36_000 }],
      terms: { visitsTotal: 1, validityPeriod: 'P1D' },
    });
    await expect(ask(neighbour())).resolves.toEqual([undefined, undefined, undefined, undefined]);
    await parts.withdrawProduct.execute(ctx, { code: 'regulated', idempotencyKey: key() });
    await expect(ask()).resolves.toEqual([undefined, undefined, undefined, undefined]);
  });
});
