import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { newId } from '@lianpiao/kernel';

import { aTenant, Platform } from './testing/platform.js';

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.open();
});
afterAll(() => platform.close());

const directory = () => platform.directory();

async function stepsOf(tenant: Tenant): Promise<string[]> {
  const rows = await platform.control<{ step: string }>(
    'SELECT step FROM platform.tenant_step WHERE tenant_id = $1 ORDER BY step',
    [tenant.id],
  );
  return rows.map(({ step }) => step);
}

/** Numbers of the migrations that the fleet's ledger has of a tenant. */
async function ledgerOf(tenant: Tenant): Promise<number[]> {
  const rows = await platform.control<{ number: number }>(
    'SELECT number FROM platform.tenant_migration WHERE tenant_id = $1 ORDER BY number',
    [tenant.id],
  );
  return rows.map(({ number }) => number);
}

describe('preparing the databases', () => {
  it('may be done again, and by several at the same moment', async () => {
    await platform.database.alone(async () => {
      const all = await Promise.all([1, 2, 3].map(() => platform.prepare()));
      expect(all).toEqual(all.map(() => ({ applied: 0 })));
    });
  });
});

describe('provisioning a tenant', () => {
  it('makes its rows, schema, seeds, realm and host; then the directory knows it', async () => {
    const { wanted, host } = aTenant();
    const { tenant, seeded, realms } = await platform.provision(wanted, host);
    expect(await directory().byHost(host)).toEqual(tenant);
    expect(await directory().byId(tenant.id)).toEqual(tenant);
    expect(await stepsOf(tenant)).toEqual(['host', 'realm', 'schema', 'seeds']);
    expect(await ledgerOf(tenant)).toEqual(platform.migrations.map(({ number }) => number));
    expect([seeded, realms]).toEqual([[wanted.slug], [wanted.slug]]);
  });

  it('does nothing when it is repeated', async () => {
    const { wanted, host } = aTenant();
    const first = await platform.provision(wanted, host);
    const second = await platform.provision(wanted, host);
    expect(second.tenant).toEqual(first.tenant);
    expect([second.seeded, second.realms]).toEqual([[], []]);
  });

  it('makes one tenant when two ask at the same moment', async () => {
    const { wanted, host } = aTenant();
    const [one, other] = await Promise.all([platform.provision(wanted, host), platform.provision(wanted, host)]);
    expect(other.tenant.id).toBe(one.tenant.id);
    expect(await directory().byHost(host)).toMatchObject({ id: one.tenant.id });
  });

  it.each(['schema', 'seeds', 'realm', 'host'])('goes on where it was cut off: at %s', async (step) => {
    const { wanted, host } = aTenant();
    await expect(platform.provision(wanted, host, { diesIn: step })).rejects.toThrow('cut off');
    expect(await directory().byHost(host)).toBeUndefined();
    expect((await directory().all()).map(({ slug }) => slug)).not.toContain(wanted.slug);
    const { tenant } = await platform.provision(wanted, host);
    expect(await directory().byHost(host)).toEqual(tenant);
    expect(await stepsOf(tenant)).toHaveLength(4);
  });

  it.each(['schema', 'seeds', 'realm', 'host'])('goes on where it was cut off: after %s, unrecorded', async (step) => {
    const { wanted, host } = aTenant();
    await expect(platform.provision(wanted, host, { diesRecording: step })).rejects.toThrow('cut off');
    const { tenant } = await platform.provision(wanted, host);
    expect(await directory().byHost(host)).toEqual(tenant);
    expect(await ledgerOf(tenant)).toEqual(platform.migrations.map(({ number }) => number));
  });

  it('completes the fleet’s ledger when it was cut off between the schema and that', async () => {
    const { wanted, host } = aTenant();
    await expect(platform.provision(wanted, host, { diesIn: 'ledger' })).rejects.toThrow('cut off');
    const { tenant } = await platform.provision(wanted, host);
    expect(await ledgerOf(tenant)).toEqual(platform.migrations.map(({ number }) => number));
  });

  it.each([
    ['name.zh', { name: { zh: '别处', en: 'Delta' } }],
    ['name.en', { name: { zh: '长三角', en: 'Elsewhere' } }],
    ['currency', { currency: 'JPY' }],
    ['timeZone', { timeZone: 'Asia/Tokyo' }],
    ['accentColor', { accentColor: '#000000' }],
  ])('goes on with what it was begun with: another %s is refused', async (field, other) => {
    const { wanted, host } = aTenant();
    await expect(platform.provision(wanted, host, { diesIn: 'realm' })).rejects.toThrow('cut off');
    const differing = platform.provision({ ...wanted, ...other }, host);
    await expect(differing).rejects.toMatchObject({ code: 'INVALID_INPUT', field, rule: 'conflict' });
    await platform.provision(wanted, host);
  });

  it('of one that is finished may be repeated after its name was changed, but not with other money or days', async () => {
    const { wanted, host } = aTenant();
    const { tenant } = await platform.provision(wanted, host);
    const renamed = { ...wanted, name: { zh: '新', en: 'New' } };
    expect((await platform.provision(renamed, host)).tenant).toEqual(tenant);
    for (const [field, other] of [
      ['currency', { currency: 'JPY' }],
      ['timeZone', { timeZone: 'Asia/Tokyo' }],
    ] as const)
      await expect(platform.provision({ ...wanted, ...other }, host)).rejects.toMatchObject({ field });
  });

  it('refuses a host that is somebody else’s', async () => {
    const first = aTenant();
    await platform.provision(first.wanted, first.host);
    const second = aTenant();
    await expect(platform.provision(second.wanted, first.host)).rejects.toThrow(first.host);
    expect(await directory().byHost(first.host)).toMatchObject({ slug: first.wanted.slug });
  });

  it('keeps tenants apart: a schema and a role each, which name nobody', async () => {
    const [one, other] = [aTenant(), aTenant()];
    const { tenant: a } = await platform.provision(one.wanted, one.host);
    const { tenant: b } = await platform.provision(other.wanted, other.host);
    expect(new Set([a.scope.schema, a.scope.role, b.scope.schema, b.scope.role]).size).toBe(4);
    expect(a.scope.schema).not.toContain(a.slug);
    const trespass = platform.unitOfWork.read({ tenant: a }, (tx) => tx.query(`SELECT FROM ${b.scope.schema}.visit`));
    await expect(trespass).rejects.toThrow('permission denied');
  });
});

describe('the directory', () => {
  it('knows nobody behind an unknown host, and hosts only as they are written in it', async () => {
    const { wanted, host } = aTenant();
    await platform.provision(wanted, host);
    const known = directory();
    for (const other of ['', 'nobody.localhost', host.toUpperCase(), `${host}.`, `${host}:4000`, `x.${host}`, '%'])
      expect(await known.byHost(other)).toBeUndefined();
    expect(await known.byId(newId())).toBeUndefined();
  });

  it('takes no host for a tenant’s before that was verified', async () => {
    const { wanted, host } = aTenant();
    const { tenant } = await platform.provision(wanted, host);
    const claimed = `tickets.${wanted.slug}.example`;
    await platform.change('INSERT INTO platform.tenant_host (host, tenant_id) VALUES ($1, $2)', [claimed, tenant.id]);
    expect(await directory().byHost(claimed)).toBeUndefined();
    await platform.change('UPDATE platform.tenant_host SET verified_at = now() WHERE host = $1', [claimed]);
    expect(await directory().byHost(claimed)).toEqual(tenant);
  });

  it('only reads; the operator may not forget what was done', async () => {
    const { unitOfWork } = platform;
    await expect(unitOfWork.directory((tx) => tx.execute('UPDATE tenant SET slug = slug'))).rejects.toThrow();
    await expect(unitOfWork.directory((tx) => tx.execute('SELECT FROM tenant_step'))).rejects.toThrow('permission');
    await expect(unitOfWork.operator((tx) => tx.execute('DELETE FROM tenant'))).rejects.toThrow('permission');
    await expect(unitOfWork.operator((tx) => tx.execute('UPDATE audit_entry SET actor = actor'))).rejects.toThrow(
      'permission',
    );
  });
});
