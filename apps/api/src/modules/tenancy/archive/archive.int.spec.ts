import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { readMigrations } from '@lianpiao/db';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create, extract } from 'tar';

import { aTenant, Platform } from '../testing/platform.js';
import type { Exported } from '../use-cases/export-tenant.js';
import { ArchiveRefused } from './archive.failures.js';
import type { Manifest } from './manifest.js';

const TENANT = join(import.meta.dirname, '../../../../../../migrations/tenant');
const noRealm = () => Promise.resolve();

let platform: Platform;
let folder: string;
let tenant: Tenant;
let exported: Exported;
beforeAll(async () => {
  platform = await Platform.open();
  folder = platform.archives;
  platform.migrations.splice(0, platform.migrations.length, ...(await readMigrations(TENANT)));
  const { wanted, host } = aTenant();
  tenant = (await platform.provision(wanted, host)).tenant;
  await platform.unitOfWork.write({ tenant }, (tx) => tx.execute(ROWS));
  exported = await platform.exporter().execute(tenant.slug, join(folder, 'whole.tar.gz'));
});
afterAll(async () => {
  await platform.close();
});

/** What is easily lost on the way: nulls beside empty texts, the marker itself, formulas, line ends, bytes, arrays, the 64th bit. */
const ROWS = `
  WITH a AS (INSERT INTO attraction (id, code, name_zh, name_en, grade, city, category, latitude, longitude, gate_price_minor, currency,
      daily_capacity, opens, closes, timed_entry, created_at, updated_at)
    SELECT gen_random_uuid(), 'lake-' || n, '湖"，' || n, '=HYPERLINK("x")', '5A', E'two\\r\\nlines', '\\N', 30.000001, 120, 9223372036854775807, 'CNY',
      10, '08:00', '17:30', false, '2026-05-01T04:00:00.123456Z', now() FROM generate_series(1, 300) n),
  k AS (INSERT INTO signing_key (key_id, algorithm, public_key, private_key_sealed, created_at) VALUES ('k1', 'Ed25519', '\\x00ff', '\\x5c4e', now())),
  n AS (INSERT INTO payment_notice (id, provider, event_id, type, verdict, body_sha256, received_at) VALUES
      (gen_random_uuid(), 'psp', '', NULL, 'forged', '', now()), (gen_random_uuid(), 'psp', NULL, '', 'forged', '\\N', now())),
  c AS (INSERT INTO command (actor, name, key, request_hash, response, recorded_at) VALUES ('a', 'b', 'key-number-1', 'h', '{"answer": "{\\"a\\": 1.10}"}', now())),
  o AS (INSERT INTO outbox (id, consumer, type, payload, occurred_at, available_at) VALUES (gen_random_uuid(), 'x', 'Paid', '{"n": null}', now(), now())),
  l AS (INSERT INTO account (code, type, name_zh, name_en, currency) VALUES ('1010', 'asset', '现金', 'Cash', 'CNY'), ('2010', 'liability', '通票', 'Passes', 'CNY')),
  s AS (INSERT INTO settlement_period (id, number, business_day, state, opened_at) VALUES ('01890000-0000-7000-8000-000000000001', 1, '2026-05-01', 'open', now())),
  j AS (INSERT INTO journal (id, period_id, kind, source, source_event_id, request_hash, effective_at, posted_at, actor)
    SELECT gen_random_uuid(), '01890000-0000-7000-8000-000000000001', 'sale', 'spec', n::text, 'h', now(), now(), 'spec' FROM generate_series(1, 50) n RETURNING id)
  INSERT INTO posting (journal_id, line, account_code, amount_minor, currency)
    SELECT id, 1, '1010', 12345, 'CNY' FROM j UNION ALL SELECT id, 2, '2010', -12345, 'CNY' FROM j`;

/** The tables' hashes: equal when every row is. */
async function hashes(slug: string): Promise<Record<string, string>> {
  const again = await platform.exporter().execute(slug, join(folder, `${slug}.tar.gz`));
  const { manifest } = await unpacked(again.file);
  return Object.fromEntries(manifest.tables.map(({ name, sha256, rows }) => [name, `${rows} ${sha256}`]));
}

async function unpacked(file: string): Promise<{ at: string; manifest: Manifest }> {
  const at = await mkdtemp(join(folder, 'unpacked-'));
  await extract({ file, cwd: at });
  return { at, manifest: JSON.parse(await readFile(join(at, 'manifest.json'), 'utf8')) as Manifest };
}

/** The archive with one thing changed in it. */
async function edited(change: (at: string, manifest: Manifest) => Promise<void> | void): Promise<string> {
  const { at, manifest } = await unpacked(exported.file);
  await change(at, manifest);
  await writeFile(join(at, 'manifest.json'), JSON.stringify(manifest));
  const file = `${at}.tar.gz`;
  const others = (await readdir(at)).filter((name) => name !== 'manifest.json');
  await create({ file, cwd: at, gzip: true }, ['manifest.json', ...others]);
  return file;
}

async function refusal(file: string): Promise<{ refused: unknown; left: unknown[] }> {
  const wanted = platform.restoring(file);
  const refused = await platform
    .restorer()
    .execute(wanted, noRealm)
    .catch((error: unknown) => error);
  const rows = await platform.control<{ state: string; schema: string }>(
    'SELECT state, schema_name AS schema FROM platform.tenant WHERE slug = $1',
    [wanted.slug],
  );
  const visible = rows.filter(({ state }) => state !== 'provisioning');
  const schemas = await Promise.all(
    rows.map(({ schema }) => platform.cell(`SELECT FROM pg_namespace WHERE nspname = '${schema}'`)),
  );
  return { refused, left: [...visible, ...schemas.flat()] };
}

describe('the archive of a tenant', () => {
  it('[D03] says what it is, of whom, and how to read it; its texts are exact, also those that look like formulas', async () => {
    const { at, manifest } = await unpacked(exported.file);
    expect(manifest).toMatchObject({ format: 'lianpiao-tenant-archive', formatVersion: 1 });
    expect(manifest.tenant).toMatchObject({ id: tenant.id, originId: tenant.id, slug: tenant.slug, currency: 'CNY' });
    const product = await readFile(join(TENANT, '../../package.json'), 'utf8');
    expect(manifest.productVersion).toBe((JSON.parse(product) as { version: string }).version);
    expect(manifest.migrations).toHaveLength(platform.migrations.length);
    expect(await readFile(join(at, 'README.md'), 'utf8')).toMatch(
      /RFC 4180[^]*Do not open the\nfiles in a spreadsheet program/,
    );
    const known = await platform.cell(
      `SELECT FROM pg_tables WHERE schemaname = '${tenant.scope.schema}' AND tablename <> 'schema_migration'`,
    );
    expect(manifest.tables).toHaveLength(known.length);
    for (const { file, sha256 } of manifest.tables)
      expect(
        createHash('sha256')
          .update(await readFile(join(at, file)))
          .digest('hex'),
      ).toBe(sha256);
    const attractions = await readFile(join(at, 'tables/attraction.csv'), 'utf8');
    expect(attractions).toContain('"=HYPERLINK(""x"")"');
    expect(attractions).toContain('9223372036854775807');
    expect(attractions).toContain('"\\N"');
    expect(attractions).toContain('2026-05-01 04:00:00.123456+00');
  });

  it('comes back as another tenant with the same rows, down to the byte, and the same trial balance', async () => {
    const wanted = { ...platform.restoring(exported.file), sha256: exported.sha256 };
    const realms: string[] = [];
    const copy = await platform.restorer().execute(wanted, ({ slug }) => Promise.resolve(void realms.push(slug)));
    expect(copy.scope).toMatchObject({ originId: tenant.id });
    expect([copy.id, copy.scope.schema, copy.scope.role]).not.toEqual([
      tenant.id,
      tenant.scope.schema,
      tenant.scope.role,
    ]);
    expect(realms).toEqual([wanted.slug]);
    expect(await hashes(copy.slug)).toEqual(await hashes(tenant.slug));
    const trial = (of: Tenant) =>
      platform.unitOfWork.read({ tenant: of }, (tx) =>
        tx.query('SELECT account_code, sum(amount_minor)::bigint AS sum FROM posting GROUP BY 1 ORDER BY 1'),
      );
    expect(await trial(copy)).toEqual([
      { account_code: '1010', sum: 617_250n },
      { account_code: '2010', sum: -617_250n },
    ]);
    // The guards are awake again.
    const unbalanced = platform.unitOfWork.write({ tenant: copy }, (tx) =>
      tx.execute(
        `INSERT INTO posting (journal_id, line, account_code, amount_minor, currency) SELECT id, 9, '1010', 1, 'CNY' FROM journal LIMIT 1`,
      ),
    );
    await expect(unbalanced).rejects.toThrow('does not balance');
  });

  it('restores an archive of an older version and brings it up to date', async () => {
    const next = platform.withNext('ALTER TABLE attraction ADD COLUMN added int NOT NULL DEFAULT 7');
    platform.migrations.push(next.migration);
    try {
      const copy = await platform.restorer().execute(platform.restoring(exported.file), noRealm);
      const [row] = await platform.unitOfWork.read({ tenant: copy }, (tx) =>
        tx.query('SELECT DISTINCT added FROM attraction'),
      );
      expect(row).toEqual({ added: 7 });
    } finally {
      platform.migrations.pop();
    }
  });

  it('starts over with another archive of the same tenant where an attempt was cut off', async () => {
    const wanted = platform.restoring(exported.file);
    const dying = platform.restorer().execute(wanted, () => Promise.reject(new Error('cut off')));
    await expect(dying).rejects.toThrow('cut off');
    await platform.unitOfWork.write({ tenant }, (tx) => tx.execute(`UPDATE attraction SET city = 'later'`));
    const later = await platform.exporter().execute(tenant.slug, join(folder, 'later.tar.gz'));
    await platform.restorer().execute({ ...wanted, file: later.file }, noRealm);
    expect(await hashes(wanted.slug)).toEqual(await hashes(tenant.slug));
    await platform.unitOfWork.write({ tenant }, (tx) =>
      tx.execute(`UPDATE attraction SET city = E'two\\r\\nlines', updated_at = updated_at`),
    );
  });

  const setFor = (manifest: Manifest, name: string, change: Partial<Manifest['tables'][number]>) => {
    manifest.tables = manifest.tables.map((table) => (table.name === name ? { ...table, ...change } : table));
  };
  const rewritten = async (at: string, manifest: Manifest, name: string, text: (old: string) => string) => {
    const file = join(at, `tables/${name}.csv`);
    const content = text(await readFile(file, 'utf8'));
    await writeFile(file, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    setFor(manifest, name, { sha256, bytes: Buffer.byteLength(content) });
  };

  it.each<[string, string, Parameters<typeof edited>[0]]>([
    ['OTHER_HASH', 'tables/posting.csv', (at) => writeFile(join(at, 'tables/posting.csv'), 'journal_id\n')],
    ['MISSING_FILE', 'tables/posting.csv', (at) => rm(join(at, 'tables/posting.csv'))],
    ['UNKNOWN_FILE', 'tables/extra.csv', (at) => writeFile(join(at, 'tables/extra.csv'), 'x\n')],
    ['UNKNOWN_FILE', 'evil.sh', (at) => writeFile(join(at, 'evil.sh'), 'rm')],
    ['UNKNOWN_FILE', 'tables/more/', (at) => mkdir(join(at, 'tables/more')).then(() => undefined)],
    ['NEWER_FORMAT', 'manifest.json', (_at, manifest) => void Object.assign(manifest, { formatVersion: 2 })],
    ['NOT_AN_ARCHIVE', 'manifest.json', (_at, manifest) => void Object.assign(manifest, { format: 'other' })],
    ['OTHER_DATA_KEY', 'manifest.json', (_at, manifest) => void Object.assign(manifest, { sealedUnder: 'other' })],
    [
      'UNKNOWN_MIGRATION',
      'manifest.json',
      (_at, { migrations }) => void migrations.push({ number: 999, name: 'later', sha256: '0'.repeat(64) }),
    ],
    [
      'OTHER_MIGRATION',
      'manifest.json',
      (_at, { migrations }) => void Object.assign(migrations[0] ?? {}, { sha256: '0'.repeat(64) }),
    ],
    [
      'MISSING_TABLE',
      'manifest.json',
      async (at, manifest) => {
        manifest.tables = manifest.tables.filter(({ name }) => name !== 'posting');
        await rm(join(at, 'tables/posting.csv'));
      },
    ],
    [
      'UNKNOWN_TABLE',
      'manifest.json',
      async (at, manifest) => {
        const [first] = manifest.tables;
        if (first) manifest.tables.push({ ...first, name: 'nobodys', file: 'tables/nobodys.csv' });
        await writeFile(join(at, 'tables/nobodys.csv'), await readFile(join(at, first?.file ?? '')));
      },
    ],
    ['OTHER_COLUMNS', 'manifest.json', (_at, manifest) => setFor(manifest, 'posting', { columns: [] })],
    ['OTHER_COUNT', 'tables/posting.csv', (_at, manifest) => setFor(manifest, 'posting', { rows: 99 })],
    [
      'WRONG_VALUE',
      'tables/posting.csv',
      (at, manifest) => rewritten(at, manifest, 'posting', (old) => old.replace('12345', 'much')),
    ],
    [
      'WRONG_VALUE',
      'tables/posting.csv',
      (at, manifest) => rewritten(at, manifest, 'posting', (old) => old.replaceAll('1010', '1099')),
    ],
    [
      'WRONG_VALUE',
      'tables/posting.csv',
      (at, manifest) => rewritten(at, manifest, 'posting', (old) => old.slice(0, -20)),
    ],
  ])('is refused as %s, naming %s, and leaves nothing', async (fault, file, change) => {
    const { refused, left } = await refusal(await edited(change));
    expect(refused).toBeInstanceOf(ArchiveRefused);
    expect(refused).toMatchObject({ fault, file });
    expect(left).toEqual([]);
  });

  it('[D05] is refused when it was cut short, is no archive at all, is not there, or is another one than was told', async () => {
    const short = await edited(() => undefined);
    await truncate(short, exported.bytes >> 1);
    const text = join(folder, 'text.tar.gz');
    await writeFile(text, 'not an archive');
    for (const file of [short, text, join(folder, 'none.tar.gz')]) {
      const { refused, left } = await refusal(file);
      expect([refused, left]).toEqual([expect.any(ArchiveRefused), []]);
    }
    const other = platform
      .restorer()
      .execute({ ...platform.restoring(exported.file), sha256: '0'.repeat(64) }, noRealm);
    await expect(other).rejects.toMatchObject({ fault: 'OTHER_ARCHIVE' });
  });

  const MUCH = 64 * 1024 * 1024;

  it.each<[string, string, () => Promise<string>]>([
    [
      'brings more of a table than it says',
      'tables/posting.csv',
      () => edited((at) => writeFile(join(at, 'tables/posting.csv'), Buffer.alloc(MUCH))),
    ],
    ['brings a long story', 'README.md', () => edited((at) => writeFile(join(at, 'README.md'), Buffer.alloc(MUCH)))],
    [
      'says that it is larger than there is room for',
      'manifest.json',
      () => edited((_at, manifest) => setFor(manifest, 'posting', { bytes: 2 ** 52 })),
    ],
    [
      'unpacks to nothing but much of it',
      'the archive',
      async () => {
        const file = join(folder, 'bomb.tar.gz');
        await writeFile(file, gzipSync(Buffer.alloc(MUCH)));
        return file;
      },
    ],
    [
      'goes on after its end',
      'the archive',
      async () => {
        const file = join(folder, 'tail.tar.gz');
        await writeFile(file, Buffer.concat([await readFile(exported.file), gzipSync(Buffer.alloc(MUCH))]));
        return file;
      },
    ],
  ])('[D05] is refused before it is unpacked when it %s', async (_, file, made) => {
    const { refused, left } = await refusal(await made());
    expect(refused).toMatchObject({ fault: 'TOO_LARGE', file });
    expect(left).toEqual([]);
    expect(await readdir(join(folder, '.work'))).toEqual([]);
  });

  it('[D05] says first what is in it, or is refused', async () => {
    const { at } = await unpacked(exported.file);
    const file = `${at}.tar.gz`;
    await create({ file, cwd: at, gzip: true }, ['tables/posting.csv', 'manifest.json']);
    expect((await refusal(file)).refused).toMatchObject({ fault: 'NOT_AN_ARCHIVE', file: 'manifest.json' });
  });

  it('is for nobody else on the machine to read, and leaves nothing beside it', async () => {
    expect((await stat(exported.file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, '.work'))).toEqual([]);
  });

  it('is told table by table while it is written', async () => {
    const steps: string[] = [];
    const { file } = await platform
      .exporter()
      .execute(tenant.slug, join(folder, 'told.tar.gz'), (step) => void steps.push(step));
    const { manifest } = await unpacked(file);
    expect(steps).toEqual([...manifest.tables.map(({ name }) => `table ${name}`), 'packed', 'written']);
  });

  it('takes no slug that is somebody’s', async () => {
    const wanted = { ...platform.restoring(exported.file), slug: tenant.slug };
    await expect(platform.restorer().execute(wanted, noRealm)).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
    await expect(platform.exporter().execute('nobody', join(folder, 'x.tar.gz'))).rejects.toMatchObject({
      code: 'TENANT_UNKNOWN',
    });
  });

  it.each(['../x', 'Master', 'master', '', 'a'.repeat(64)])('takes no slug like %j', async (slug) => {
    const wanted = { ...platform.restoring(exported.file), slug };
    await expect(platform.restorer().execute(wanted, noRealm)).rejects.toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'slug' },
    });
  });

  describe('that was cut off', () => {
    const interrupted = async () => {
      const wanted = platform.restoring(exported.file);
      const dying = platform.restorer().execute(wanted, () => Promise.reject(new Error('cut off')));
      await expect(dying).rejects.toThrow('cut off');
      return wanted;
    };

    it('goes on in its cell, also when that takes nobody else any more', async () => {
      const wanted = await interrupted();
      await platform.control(`UPDATE platform.cell SET state = 'full'`);
      try {
        expect((await platform.restorer().execute(wanted, noRealm)).slug).toBe(wanted.slug);
      } finally {
        await platform.control(`UPDATE platform.cell SET state = 'open'`);
      }
    });

    it('is not finished by provisioning', async () => {
      const { slug, host } = await interrupted();
      const provisioning = platform.provision({ ...aTenant().wanted, slug }, host);
      await expect(provisioning).rejects.toMatchObject({ code: 'SLUG_TAKEN', state: 'provisioning' });
    });
  });

  it.each(['checked', 'rows', 'realm', 'host', 'active'])(
    'is restored after it was cut off after: %s',
    async (step) => {
      const wanted = platform.restoring(exported.file);
      const dying = platform.restorer().execute(wanted, noRealm, (done) => {
        if (done.includes(step)) throw new Error('cut off');
      });
      await expect(dying).rejects.toThrow('cut off');
      if (step !== 'active') await platform.restorer().execute(wanted, noRealm);
      expect(await hashes(wanted.slug)).toEqual(await hashes(tenant.slug));
    },
  );
});
