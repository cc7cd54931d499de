import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdempotencyKeyReused } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ImportRejected } from './catalog.failures.js';
import { catalogEntities } from './persistence/catalog.entities.js';
import { attractionFile, catalogParts, type CatalogParts } from './testing/catalog-builder.js';

const region = await readFile(join(import.meta.dirname, '../../../../../data/yrd-attractions.csv'));

let tenants: TwoTenants;
let parts: CatalogParts;
beforeAll(async () => {
  tenants = await TwoTenants.open(catalogEntities);
  parts = catalogParts(tenants.unitOfWork, tenants.clock);
});
afterAll(() => tenants.close());

const admin = () => tenants.request(tenants.a, ['bureau-admin']);
const visitor = () => tenants.request(tenants.a);
const neighbour = () => tenants.request(tenants.b, ['bureau-admin']);
const file = (fileBase64: Buffer, dryRun = false) => ({ fileBase64, dryRun, idempotencyKey: newId() });

describe('importing attractions', () => {
  it('says what would happen, does it, and finds nothing left to do', async () => {
    const counts = { total: 36, updated: 0 };
    await expect(parts.importAttractions.execute(admin(), file(region, true))).resolves.toEqual({
      ...counts,
      dryRun: true,
      created: 36,
      unchanged: 0,
    });
    expect((await parts.browseAttractions.page(admin(), { first: 1 })).nodes).toEqual([]);
    await expect(parts.importAttractions.execute(admin(), file(region))).resolves.toEqual({
      ...counts,
      dryRun: false,
      created: 36,
      unchanged: 0,
    });
    await expect(parts.importAttractions.execute(admin(), file(region))).resolves.toEqual({
      ...counts,
      dryRun: false,
      created: 0,
      unchanged: 36,
    });
  });

  it('updates what differs, by dry run and in earnest alike', async () => {
    const changed = Buffer.from(region.toString().replace('周庄古镇', '周庄').replace(',55,18000,', ',55.50,18000,'));
    const expected = { created: 0, updated: 2, unchanged: 34, total: 36 };
    await expect(parts.importAttractions.execute(admin(), file(changed, true))).resolves.toEqual({
      ...expected,
      dryRun: true,
    });
    await expect(parts.importAttractions.execute(admin(), file(changed))).resolves.toEqual({
      ...expected,
      dryRun: false,
    });
    const changedOne = await parts.browseAttractions.byCode(visitor(), 'liuyuan');
    expect(changedOne).toMatchObject({
      gatePrice: { minor: 5550n, currency: 'CNY', decimal: '55.50' },
      latitude: 31.317,
      opens: '07:30',
    });
    await parts.importAttractions.execute(admin(), file(region));
  });

  it('imports nothing of a file with one error', async () => {
    const broken = Buffer.concat([attractionFile(['new-one']), Buffer.from('x,,,,,,,,,,,,\n')]);
    const refused = await parts.importAttractions.execute(admin(), file(broken)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ImportRejected);
    expect(refused).toMatchObject({
      errorCount: 12,
      errors: expect.arrayContaining([{ row: 3, column: 'name_zh', code: 'MISSING', value: '' }]),
    });
    expect(await parts.browseAttractions.byCode(admin(), 'new-one')).toBeNull();
  });

  it('answers a repeated command as before, and refuses the key for another file', async () => {
    const by = admin();
    const once = file(attractionFile(['repeated']));
    const answer = await parts.importAttractions.execute(by, once);
    expect(answer.created).toBe(1);
    await expect(parts.importAttractions.execute(by, once)).resolves.toEqual(answer);
    const other = { ...once, fileBase64: attractionFile(['another']) };
    await expect(parts.importAttractions.execute(by, other)).rejects.toBeInstanceOf(IdempotencyKeyReused);
  });

  it('does not deadlock when two files meet', async () => {
    const codes = Array.from({ length: 300 }, (_, index) => `meet-${index}`);
    const files = [attractionFile(codes), attractionFile(codes.toReversed())];
    const done = await Promise.all(files.map((one) => parts.importAttractions.execute(admin(), file(one))));
    expect(done.reduce((sum, { created }) => sum + created, 0)).toBe(300);
  });

  it('is seen by its own tenant only', async () => {
    expect((await parts.browseAttractions.page(neighbour(), { first: 100 })).nodes).toEqual([]);
    expect(await tenants.unitOfWork.read(neighbour(), (tx) => parts.catalog.allAttractions(tx))).toEqual([]);
  });
});

describe('browsing attractions', () => {
  it('pages by cursor to the end, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await parts.browseAttractions.page(visitor(), { first: 10, after, city: 'Suzhou', search: null });
      seen.push(...page.nodes.map(({ code }) => code));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([...new Set(seen)].toSorted());
    expect(seen).toContain('zhuozheng');
  });

  it('knows a city by its name in either language, and by its only one', async () => {
    await parts.importAttractions.execute(admin(), file(attractionFile(['a-plain'])));
    const inCity = async (city: string) => {
      const { nodes } = await parts.browseAttractions.page(visitor(), { first: 100, city, search: null });
      return nodes.map(({ code, city: { zh, en } }) => `${code} ${zh} ${en}`);
    };
    expect(await inCity('无锡')).toContain('lingshan 无锡 Wuxi');
    expect(await inCity('Wuxi')).toEqual(await inCity('无锡'));
    expect(await inCity('Suzhou')).toContain('a-plain Suzhou Suzhou');
    expect(await inCity('无')).toEqual([]);
  });

  it('finds a name in either language, and takes a wildcard for itself', async () => {
    const found = async (search: string) =>
      (await parts.browseAttractions.page(visitor(), { first: 5, search })).nodes.map(({ code }) => code);
    await expect(found('拙政')).resolves.toEqual(['zhuozheng']);
    await expect(found('lion grove')).resolves.toEqual(['shizilin']);
    await expect(found('%')).resolves.toEqual([]);
  });

  it('shows a closed attraction to those who work with it', async () => {
    await tenants.unitOfWork.write(admin(), (tx) =>
      tx.execute(`UPDATE attraction SET state = 'closed' WHERE code = 'songcheng'`),
    );
    const manager = (code: string) => tenants.request(tenants.a, ['attraction-manager'], [code]);
    expect(await parts.browseAttractions.byCode(visitor(), 'songcheng')).toBeNull();
    expect(await parts.browseAttractions.byCode(manager('lingyin'), 'songcheng')).toBeNull();
    expect(await parts.browseAttractions.byCode(manager('songcheng'), 'songcheng')).toMatchObject({ state: 'closed' });
    expect(await parts.browseAttractions.byCode(admin(), 'songcheng')).toMatchObject({ state: 'closed' });
  });
});

describe('a plan', () => {
  it('allows as many attractions as it says: one more and nothing is imported, in a dry run as well', async () => {
    const tenant = { ...tenants.b, limits: { attractions: 3, staff: null, requestsPerSecond: null } };
    const limited = { ...neighbour(), tenant };
    const of = (...codes: string[]) => attractionFile(codes, 'jpy');
    await parts.importAttractions.execute(limited, file(of('p-1', 'p-2')));
    const reached = { code: 'PLAN_LIMIT_REACHED', of: 'attractions', allowed: 3 };
    for (const dryRun of [true, false])
      await expect(
        parts.importAttractions.execute(limited, file(of('p-2', 'p-3', 'p-4'), dryRun)),
      ).rejects.toMatchObject(reached);
    const known = (await parts.browseAttractions.page(neighbour(), { first: 10 })).nodes.map(({ code }) => code);
    expect(known).toEqual(['p-1', 'p-2']);
    await expect(parts.importAttractions.execute(limited, file(of('p-2', 'p-3')))).resolves.toMatchObject({
      created: 1,
    });
    await expect(parts.importAttractions.execute(limited, file(of('p-1', 'p-2', 'p-3')))).resolves.toBeDefined();
  });

  it('is not gone over by imports that come at once: as many succeed as fit', async () => {
    const tenant = { ...tenants.b, limits: { attractions: 2_500, staff: null, requestsPerSecond: null } };
    // Large enough to be under way together.
    const files = ['q', 'r', 's', 't', 'u'].map((name) => Array.from({ length: 1_000 }, (_, n) => `${name}-${n}`));
    const imports = files.map((codes) =>
      parts.importAttractions.execute({ ...neighbour(), tenant }, file(attractionFile(codes, 'jpy'))),
    );
    const refused = (await Promise.allSettled(imports)).filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject(Array(3).fill({ reason: { code: 'PLAN_LIMIT_REACHED' } }));
  });
});
