import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';

import { ControlDesk, newcomer, OPERATION, TENANT } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';
import { IssuerProxy, type Mood } from './issuer-proxy.fixtures.js';

let desk: ControlDesk;
let proxy: IssuerProxy;
beforeAll(async () => {
  proxy = await IssuerProxy.open();
  desk = await ControlDesk.open({}, proxy);
}, 120_000);
afterAll(() => desk.close(), 60_000);

describe('an operation', () => {
  /** What the control plane has of it, whoever is able to ask there. */
  async function rowOf(id: string) {
    const [row] = await desk.platform.controlRows<{ state: string; attempts: number; trouble: object | null }>(
      'SELECT state, attempts, trouble FROM platform.operation WHERE id = $1',
      [id],
    );
    return row;
  }

  async function stateOf(slug: string) {
    const sql = 'SELECT state FROM platform.tenant WHERE slug = $1';
    const [row] = await desk.platform.controlRows<{ state: string }>(sql, [slug]);
    return row?.state;
  }

  it.each([0, 80, 250])('goes on elsewhere when its process is killed %i ms into it', async (ms) => {
    const wanted = newcomer();
    // Nobody else may take it up first.
    const [doomed] = await Promise.all([desk.platform.startControl(), desk.control.stop()]);
    const { id } = await desk.command('provisionTenant', wanted, OPERATION, { door: doomed });
    await pause(ms);
    await doomed.kill();
    desk.control = await desk.platform.startControl();
    expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED' });
    expect((await desk.at(`${wanted.slug}.localhost`)).status).toBe(200);
    const doubled = await desk.platform.controlRows(
      'SELECT slug FROM platform.tenant WHERE slug = $1 UNION ALL SELECT host FROM platform.tenant_host WHERE host = $2',
      [wanted.slug, `${wanted.slug}.localhost`],
    );
    expect(doubled).toHaveLength(2);
  });

  it.each<Mood>(['html', 'broken', 'silent', 'away'])(
    'waits out an identity provider that is %s; the process lives, and nobody is let in before it is done',
    async (mood) => {
      const wanted = newcomer();
      const [doomed] = await Promise.all([desk.platform.startControl(), desk.control.stop()]);
      // Without a database for the schema it does not come as far as the provider, which it knows to be well.
      await desk.gate.cut();
      const { id } = await desk.command('provisionTenant', wanted, OPERATION, { door: doomed });
      await doomed.kill();
      await desk.gate.mend();
      await proxy.be(mood);
      const before = proxy.troubled;
      const troubled = await desk.platform.startControl({ KEYCLOAK_ADMIN_TIMEOUT_SECONDS: '1' });
      await passes(async () => expect(await rowOf(id)).toMatchObject({ trouble: { code: 'IDENTITY_UNAVAILABLE' } }));
      if (mood !== 'away') expect(proxy.troubled).toBeGreaterThan(before);
      expect((await request(troubled.url).get('/health/live')).status).toBe(200);
      expect(await stateOf(wanted.slug)).toBe('provisioning');
      expect((await desk.at(`${wanted.slug}.localhost`)).status).toBe(404);
      await proxy.be('well');
      await passes(async () => expect(await rowOf(id)).toMatchObject({ state: 'succeeded', trouble: null }));
      expect((await desk.at(`${wanted.slug}.localhost`)).status).toBe(200);
      await troubled.stop();
      desk.control = await desk.platform.startControl();
      expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED' });
    },
    60_000,
  );

  it('waits out a cell whose database is away', async () => {
    const wanted = newcomer();
    await desk.gate.cut();
    const { id } = await desk.command('provisionTenant', wanted, OPERATION);
    await passes(async () => expect((await rowOf(id))?.attempts).toBeGreaterThan(1));
    expect((await request(desk.control.url).get('/health/live')).status).toBe(200);
    await desk.gate.mend();
    expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED' });
    expect((await desk.at(`${wanted.slug}.localhost`)).status).toBe(200);
  });

  it('is given up by an operator where it waits for what may never come back, and goes on when it is asked for again', async () => {
    const wanted = newcomer();
    const GIVEN_UP = '__typename ... on Operation { id state failure { code } } ... on Failure { code }';
    expect((await desk.command('giveUpOperation', { slug: wanted.slug }, GIVEN_UP)).code).toBe('NOTHING_UNDER_WAY');
    await desk.gate.cut();
    const { id } = await desk.command('provisionTenant', wanted, OPERATION);
    await passes(async () => expect(await rowOf(id)).toMatchObject({ trouble: { code: 'DATABASE_UNAVAILABLE' } }));
    // Between two attempts; while one is made it is refused.
    await passes(async () =>
      expect(await desk.command('giveUpOperation', { slug: wanted.slug }, GIVEN_UP)).toMatchObject({
        ...{ id, state: 'FAILED' },
        failure: { code: 'GIVEN_UP' },
      }),
    );
    await desk.gate.mend();
    const again = await desk.command('provisionTenant', wanted, OPERATION);
    expect(await desk.ended(again.id)).toMatchObject({ state: 'SUCCEEDED' });
    const acts = await desk.platform.controlRows<{ reason: string }>(
      `SELECT reason FROM platform.audit_entry WHERE action = 'tenant.giveUpOperation' AND subject = $1`,
      [wanted.slug],
    );
    expect(acts).toEqual([{ reason: 'spec' }]);
  }, 60_000);

  it('is the only one on its tenant at a time', async () => {
    const wanted = newcomer();
    await desk.gate.cut();
    const { id } = await desk.command('provisionTenant', wanted, OPERATION);
    const second = await desk.command('provisionTenant', wanted, OPERATION);
    await desk.gate.mend();
    expect(second.code).toBe('OPERATION_UNDER_WAY');
    await desk.ended(id);
  });

  it('archives a tenant, brings it back under another name, and erases it with the proof kept', async () => {
    const exported = await desk.ended((await desk.command('exportTenant', { slug: 'kansai' }, OPERATION)).id);
    expect(exported).toMatchObject({ state: 'SUCCEEDED', result: { archive: expect.stringMatching(/^kansai-.*gz$/) } });
    const { archive, sha256 } = exported.result ?? {};
    const { slug } = newcomer();
    const wrong = await desk.command('restoreTenant', { slug, archive, sha256: 'f'.repeat(64) }, OPERATION);
    expect(await desk.ended(wrong.id)).toMatchObject({ state: 'FAILED', failure: { code: 'ARCHIVE_REFUSED' } });
    const restored = await desk.command('restoreTenant', { slug, archive, sha256 }, OPERATION);
    expect(await desk.ended(restored.id)).toMatchObject({ state: 'SUCCEEDED', result: { host: `${slug}.localhost` } });
    expect((await desk.at(`${slug}.localhost`)).status).toBe(200);
    expect((await desk.command('eraseTenant', { slug, archiveSha256: sha256 }, OPERATION)).code).toBe(
      'TENANT_NOT_SUSPENDED',
    );
    await desk.command('suspendTenant', { slug }, TENANT);
    const own = await desk.ended((await desk.command('exportTenant', { slug }, OPERATION)).id);
    const archiveSha256 = own.result?.sha256;
    const erased = await desk.command('eraseTenant', { slug, archiveSha256 }, OPERATION);
    expect(await desk.ended(erased.id)).toMatchObject({
      state: 'SUCCEEDED',
      result: { sha256: archiveSha256, verified: true },
    });
    await passes(async () => expect((await desk.at(`${slug}.localhost`)).status).toBe(404));
    expect(await proofOf(slug)).toMatchObject({ archive: archiveSha256, verified: true });
  });

  it('erases nobody unless it is told which archive is kept, or that there is to be none', async () => {
    const slug = await suspended();
    const refused = (choice: object) => desk.command('eraseTenant', { slug, ...choice }, OPERATION);
    expect(await refused({})).toMatchObject({ field: 'archiveSha256', rule: 'required' });
    expect(await refused({ archiveSha256: null })).toMatchObject({ field: 'archiveSha256', rule: 'required' });
    expect(await refused({ withoutArchive: false })).toMatchObject({ field: 'archiveSha256', rule: 'required' });
    expect(await refused({ archiveSha256: 'a'.repeat(64), withoutArchive: true })).toMatchObject({
      field: 'withoutArchive',
      rule: 'conflict',
    });
    expect(await refused({ archiveSha256: 'a' })).toMatchObject({ field: 'archiveSha256', rule: 'format' });
    const { id } = await desk.command('eraseTenant', { slug, withoutArchive: true }, OPERATION);
    expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED', result: { sha256: null, verified: null } });
    expect(await proofOf(slug)).toMatchObject({ archive: 'waived' });
  });

  it('says so where the archive that is kept is none it wrote of the tenant', async () => {
    const slug = await suspended();
    const sha256 = 'a'.repeat(64);
    const { id } = await desk.command('eraseTenant', { slug, archiveSha256: sha256 }, OPERATION);
    expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED', result: { sha256, verified: false } });
    expect(await proofOf(slug)).toMatchObject({ archive: sha256, verified: false });
  });

  async function suspended(): Promise<string> {
    const wanted = newcomer();
    await desk.ended((await desk.command('provisionTenant', wanted, OPERATION)).id);
    await desk.command('suspendTenant', { slug: wanted.slug }, TENANT);
    return wanted.slug;
  }

  /** What is kept of an erased tenant. */
  async function proofOf(slug: string): Promise<object | undefined> {
    const [entry] = await desk.platform.controlRows<{ detail: object }>(
      `SELECT detail FROM platform.audit_entry JOIN platform.tenant t USING (tenant_id)
       WHERE t.slug = $1 AND action = 'tenant.erase'`,
      [slug],
    );
    return entry?.detail;
  }

  it.each(['../../etc/passwd', '/etc/passwd', 'a.zip', ''])('restores no file called %j', async (archive) => {
    const answer = await desk.command('restoreTenant', { slug: newcomer().slug, archive }, OPERATION);
    expect(answer).toMatchObject({ __typename: 'InvalidInput', field: 'archive' });
  });

  it('moves nobody to a cell there is not, nor a tenant there is not', async () => {
    expect((await desk.command('moveTenant', { slug: 'yrd', cell: 'cell-9' }, OPERATION)).code).toBe('CELL_UNKNOWN');
    expect((await desk.command('moveTenant', { slug: 'nobody', cell: 'cell-1' }, OPERATION)).code).toBe(
      'TENANT_UNKNOWN',
    );
    expect((await desk.command('exportTenant', { slug: 'nobody' }, OPERATION)).code).toBe('TENANT_UNKNOWN');
  });
});
