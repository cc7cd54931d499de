import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';

import { DomainProof } from './adapters/domain-proof.js';
import { OperatorActs } from './operator-acts.js';
import { ControlRepository } from './persistence/control-repository.js';
import { TenantRepository } from './persistence/tenant-repository.js';
import { FakeDns } from './testing/fake-dns.js';
import { aTenant, Platform } from './testing/platform.js';
import { ChangeHosts } from './use-cases/change-hosts.js';
import { RenameTenant } from './use-cases/rename-tenant.js';
import { SetPlanLimits } from './use-cases/set-plan-limits.js';
import { SwitchTenant } from './use-cases/switch-tenant.js';

const BY = { actor: 'ops', reason: 'asked for in a letter' };
const NO_LIMITS = { attractions: null, staff: null, requestsPerSecond: null };

let platform: Platform;
let dns: FakeDns;
let acts: OperatorActs;
let hosts: ChangeHosts;
let mine: Tenant;
let other: Tenant;
const control = new ControlRepository();

beforeAll(async () => {
  [platform, dns] = await Promise.all([Platform.open(), FakeDns.open()]);
  acts = new OperatorActs(platform.unitOfWork, control, platform.clock);
  hosts = new ChangeHosts(acts, control, new DomainProof([dns.address]), 'localhost');
  [mine, other] = [await provisioned(), await provisioned()];
});
afterAll(async () => {
  await dns.close();
  await platform.close();
});

async function provisioned(): Promise<Tenant> {
  const { wanted, host } = aTenant();
  return (await platform.provision(wanted, host)).tenant;
}

function byHost(host: string): Promise<Tenant | undefined> {
  return platform.directory().byHost(host);
}

async function seen({ slug }: Tenant) {
  const all = await platform.unitOfWork.directory((tx) => control.overview(tx));
  return all.find((tenant) => tenant.slug === slug);
}

function entriesOf({ id }: Tenant, action: string) {
  return platform.control<{ actor: string; reason: string; detail: unknown }>(
    'SELECT actor, reason, detail FROM platform.audit_entry WHERE tenant_id = $1 AND action = $2 ORDER BY id',
    [id, action],
  );
}

describe('an act of an operator', () => {
  it('is done to one tenant and recorded with who, why, before and after', async () => {
    const name = { zh: '大湾区', en: 'Bay' };
    await new RenameTenant(acts, control).execute(mine.slug, name, BY);
    expect((await seen(mine))?.name).toEqual(name);
    expect((await seen(other))?.name).toEqual(other.name);
    expect(await entriesOf(mine, 'tenant.rename')).toEqual([{ ...BY, detail: { before: mine.name, after: name } }]);
    expect(await entriesOf(other, 'tenant.rename')).toEqual([]);
  });

  it('needs a reason and a tenant', async () => {
    const rename = new RenameTenant(acts, control);
    await expect(rename.execute(mine.slug, mine.name, { actor: 'ops', reason: ' ' })).rejects.toThrow('reason');
    await expect(rename.execute('nobody', mine.name, BY)).rejects.toMatchObject({ code: 'TENANT_UNKNOWN' });
  });
});

describe('limits of a plan', () => {
  it('change where named, stay where not, and are lifted by null', async () => {
    const limits = new SetPlanLimits(acts, control);
    await limits.execute(mine.slug, { attractions: 10, staff: 5 }, BY);
    await limits.execute(mine.slug, { staff: null, requestsPerSecond: 50 }, BY);
    expect((await seen(mine))?.limits).toEqual({ attractions: 10, staff: null, requestsPerSecond: 50 });
    expect((await seen(other))?.limits).toEqual(NO_LIMITS);
    const known = await platform.unitOfWork.directory((tx) => new TenantRepository().findBySlug(tx, mine.slug));
    expect(known?.limits).toEqual({ attractions: 10, staff: null, requestsPerSecond: 50 });
  });

  it.each([0, -1, 1.5, 1_000_001, Number.NaN])('are never %d', async (attractions) => {
    const wanted = new SetPlanLimits(acts, control).execute(other.slug, { attractions }, BY);
    await expect(wanted).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'attractions' });
  });
});

describe('suspending', () => {
  it('closes the tenant and no other, until it is resumed', async () => {
    const switching = new SwitchTenant(acts, control);
    await switching.execute(mine.slug, 'suspended', BY);
    expect([(await seen(mine))?.state, (await seen(other))?.state]).toEqual(['suspended', 'active']);
    await switching.execute(mine.slug, 'active', BY);
    expect((await seen(mine))?.state).toBe('active');
    expect(await entriesOf(mine, 'tenant.suspend')).toHaveLength(1);
  });

  it('is not how a half-made tenant is opened', async () => {
    const { wanted, host } = aTenant();
    await platform.provision(wanted, host, { diesIn: 'realm' }).catch(() => undefined);
    const opened = new SwitchTenant(acts, control).execute(wanted.slug, 'active', BY);
    await expect(opened).rejects.toMatchObject({ code: 'TENANT_NOT_READY' });
  });
});

describe('hosts', () => {
  it('below ours are good at once, and never another tenant’s', async () => {
    const host = `more-${mine.slug}.localhost`;
    expect(await hosts.add(mine.slug, host, BY)).toEqual({ host, verified: true });
    expect((await byHost(host))?.id).toBe(mine.id);
    await expect(hosts.add(other.slug, host, BY)).rejects.toMatchObject({ code: 'HOST_IN_USE' });
    await expect(hosts.remove(other.slug, host, BY)).rejects.toMatchObject({ code: 'HOST_UNKNOWN' });
    await hosts.remove(mine.slug, host, BY);
    expect(await byHost(host)).toBeUndefined();
  });

  it('[S23] of its own lead nowhere before the domain carries the token', async () => {
    const host = 'tickets.example.com';
    const { publish, verified } = await hosts.add(mine.slug, host, BY);
    expect([verified, publish?.record]).toEqual([false, '_lianpiao.tickets.example.com']);
    expect((await hosts.add(mine.slug, host, BY)).publish).toEqual(publish);
    await expect(hosts.verify(mine.slug, host, BY)).rejects.toMatchObject({ code: 'HOST_UNPROVEN' });
    dns.records.set('_lianpiao.tickets.example.com', 'lianpiao-another');
    await expect(hosts.verify(mine.slug, host, BY)).rejects.toMatchObject({ code: 'HOST_UNPROVEN' });
    expect(await byHost(host)).toBeUndefined();
    dns.records.set('_lianpiao.tickets.example.com', publish?.txt ?? '');
    expect(await hosts.verify(mine.slug, host, BY)).toEqual({ host, verified: true });
    expect((await byHost(host))?.id).toBe(mine.id);
    expect(JSON.stringify(await entriesOf(mine, 'tenant.addHost'))).not.toContain(publish?.txt);
  });

  it('are not refused for good when no name server answers', async () => {
    const gone = await FakeDns.open();
    const { address } = gone;
    await gone.close();
    await hosts.add(other.slug, 'silent.example.com', BY);
    const asking = new ChangeHosts(acts, control, new DomainProof([address]), 'localhost');
    const verified = asking.verify(other.slug, 'silent.example.com', BY);
    await expect(verified).rejects.toMatchObject({ code: 'DNS_UNAVAILABLE' });
  }, 20_000);
});

describe('the control plane', () => {
  it('has row security on every table, for its owner as well', async () => {
    const without = await platform.control(
      `SELECT relname FROM pg_class WHERE relnamespace = 'platform'::regnamespace AND relkind IN ('r', 'p')
         AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(without).toEqual([]);
  });

  it('shows acts to the tenant they were done to, which the transaction has to name', async () => {
    await acts.perform('tenant.spec', mine.slug, BY, () => Promise.resolve({ before: 1, after: 2, answer: null }));
    await acts.begin('tenant.before', mine.slug, BY, () => Promise.resolve({ before: null, after: 3, answer: null }));
    const { unitOfWork } = platform;
    const everybody = { slug: null, actor: null };
    const seenBy = (tenant: Tenant) =>
      unitOfWork.actsOn({ tenant }, (tx) => control.entries(tx, everybody, undefined, 100));
    expect((await seenBy(mine)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['tenant.before', 'tenant.spec']),
    );
    for (const tenant of [mine, other])
      expect((await seenBy(tenant)).filter(({ subject }) => subject !== tenant.slug)).toEqual([]);
    expect(await unitOfWork.directory((tx) => control.entries(tx, everybody, undefined, 100))).toEqual([]);
    await expect(unitOfWork.directory((tx) => tx.query('SELECT answer FROM audit_entry'))).rejects.toThrow('denied');
  });
});
