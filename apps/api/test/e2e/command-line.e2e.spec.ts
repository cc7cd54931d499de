import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Slug } from './authorities.fixtures.js';
import { ControlDesk, OPERATION } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';

const WHY = ['--reason', 'contract 7/2026'];

interface Entry {
  readonly action: string;
  readonly subject: string;
  readonly reason: string;
}

describe("the command line's work on a tenant", () => {
  let desk: ControlDesk;
  let folder: string;
  let file: string;
  let since: Date;
  beforeAll(async () => {
    desk = await ControlDesk.open();
    folder = await mkdtemp(join(tmpdir(), 'lianpiao-exports-'));
  }, 120_000);
  afterAll(async () => {
    await desk.close();
    await rm(folder, { recursive: true });
  }, 60_000);
  beforeEach(() => {
    since = new Date();
    file = join(folder, `${since.getTime()}.tar.gz`);
  });

  const verb = (...words: string[]) => desk.platform.tenantVerb<{ sha256: string }>(...words);

  /** What the platform's audit has of this test. */
  function entries(): Promise<Entry[]> {
    return desk.platform.controlRows<Entry>(
      `SELECT action, subject, reason FROM platform.audit_entry
       WHERE recorded_at >= $1 AND actor LIKE 'cli:%' AND subject IS NOT NULL ORDER BY recorded_at`,
      [since],
    );
  }

  /** While nothing of these tenants can be read to its end. */
  async function held(slugs: readonly Slug[], work: () => Promise<void>): Promise<void> {
    const [slug, ...others] = slugs;
    if (!slug) return work();
    await desk.platform.inSchema(slug, async (owner) => {
      await owner.query('BEGIN; LOCK TABLE posting');
      await held(others, work);
      await owner.query('ROLLBACK');
    });
  }

  const waits = (slug: Slug) =>
    desk.platform.inSchema(slug, async (owner) => {
      const found = await owner.query(`SELECT FROM pg_locks WHERE NOT granted AND relation = 'posting'::regclass`);
      return found.rowCount;
    });

  it('is recorded with its reason before it begins, and there is none without', async () => {
    const { sha256 } = await verb('export', 'yrd', '--to', file, ...WHY);
    await verb('restore', file, '--slug', 'yrd-again', '--sha256', sha256, ...WHY);
    await verb('suspend', 'yrd-again', ...WHY);
    await verb('erase', 'yrd-again', '--without-archive', ...WHY);
    await expect(verb('move', 'yrd', '--cell', 'cell-9', ...WHY)).rejects.toThrow('ended with 1');
    expect(await entries()).toEqual(
      [
        ['tenant.export', 'yrd'],
        ['tenant.restore', 'yrd-again'],
        ['tenant.suspend', 'yrd-again'],
        ['tenant.erase', 'yrd-again'],
        ['tenant.move', 'yrd'],
      ].map(([action, subject]) => ({ action, subject, reason: 'contract 7/2026' })),
    );
  }, 120_000);

  it.each([
    ['export', 'yrd', '--to', 'none.tar.gz'],
    ['restore', 'none.tar.gz', '--slug', 'yrd-3'],
    ['move', 'yrd', '--cell', 'cell-1'],
    ['move', 'yrd', '--abort'],
    ['suspend', 'yrd'],
    ['resume', 'yrd'],
  ])('is refused without a reason: %s %s %s', async (...words) => {
    await expect(verb(...words)).rejects.toThrow('ended with 1');
    expect(await entries()).toEqual([]);
    expect((await desk.at('yrd.localhost')).status).toBe(200);
  });

  it('writes an archive for nobody else to read, and none over another', async () => {
    await verb('export', 'yrd', '--to', file, ...WHY);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file);
    await expect(verb('export', 'kansai', '--to', file, ...WHY)).rejects.toThrow('ended with 1');
    expect(before.equals(await readFile(file))).toBe(true);
    expect(await entries()).toHaveLength(1);
  }, 60_000);

  it('is the only one on its tenant at a time, whoever came first', async () => {
    let byCommand: Promise<unknown> = Promise.resolve();
    let id = '';
    await held(['yrd', 'kansai'], async () => {
      byCommand = verb('export', 'yrd', '--to', file, ...WHY);
      await passes(async () => expect(await waits('yrd')).toBe(1));
      expect((await desk.command('exportTenant', { slug: 'yrd' }, OPERATION)).code).toBe('OPERATION_UNDER_WAY');
      ({ id } = await desk.command('exportTenant', { slug: 'kansai' }, OPERATION));
      await passes(async () => expect(await waits('kansai')).toBe(1));
      await expect(verb('export', 'kansai', '--to', `${file}.2`, ...WHY)).rejects.toThrow('ended with 1');
    });
    await byCommand;
    expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED' });
    expect((await entries()).map(({ subject }) => subject)).toEqual(['yrd']);
    const again = await desk.command('exportTenant', { slug: 'yrd' }, OPERATION);
    expect(await desk.ended(again.id)).toMatchObject({ state: 'SUCCEEDED' });
  }, 60_000);
});
