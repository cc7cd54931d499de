import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import type { ControlTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { OwnCluster, TcpGate } from '@lianpiao/testing';
import { join } from 'node:path';

import { OperatorActs } from './operator-acts.js';
import { ControlRepository } from './persistence/control-repository.js';
import { TenantRepository, type Placement } from './persistence/tenant-repository.js';
import { aTenant, Platform } from './testing/platform.js';
import type { EraseWanted } from './use-cases/erase-tenant.js';
import { RenameTenant } from './use-cases/rename-tenant.js';
import { SwitchTenant } from './use-cases/switch-tenant.js';

const BY = { actor: 'ops', reason: 'spec' };
const ARCHIVE = 'a'.repeat(64);
const noRealm = () => Promise.resolve();

let clusters: OwnCluster[];
let second: TcpGate;
let platform: Platform;
let tenant: Tenant;
beforeAll(async () => {
  clusters = await Promise.all([OwnCluster.start(), OwnCluster.start()]);
  const [one = '', other = ''] = clusters.map(({ url }) => url);
  const { hostname, port } = new URL(other);
  second = await TcpGate.before(hostname, Number(port));
  const behind = Object.assign(new URL(other), { port: String(second.port) }).href;
  platform = await Platform.open({ 'cell-1': one, 'cell-2': behind });
}, 60_000);
afterAll(async () => {
  await platform.close();
  await second.cut();
  await Promise.all(clusters.map((cluster) => cluster.stop()));
});
beforeEach(async () => {
  await platform.control(`UPDATE platform.cell SET state = CASE id WHEN 'cell-1' THEN 'open' ELSE 'full' END`);
  const { wanted, host } = aTenant();
  tenant = (await platform.provision(wanted, host)).tenant;
  await platform.unitOfWork.write({ tenant }, (tx) => tx.execute('INSERT INTO visit (id) VALUES (1)'));
  await switched('suspended');
});

const acts = () => new OperatorActs(platform.unitOfWork, new ControlRepository(), platform.clock);
const switched = (state: 'active' | 'suspended') =>
  new SwitchTenant(acts(), new ControlRepository()).execute(tenant.slug, state, BY);
const move = (cell: string, onStep?: (step: string) => Promise<void> | void, tenants?: TenantRepository) =>
  platform.mover(tenants).execute(tenant.id, cell, onStep);
const erase = (
  onStep?: (step: string) => Promise<void> | void,
  { archive, reason }: { archive: EraseWanted['archive']; reason: string } = {
    archive: 'waived',
    reason: 'over',
  },
) => platform.eraser().execute({ slug: tenant.slug, actor: 'ops', reason, archive }, noRealm, onStep);
const dieAfter = (last: string) => (step: string) => {
  if (step === last) throw new Error('cut off');
};

async function stateOf(): Promise<string | undefined> {
  return platform.unitOfWork.operator((tx) => new TenantRepository().stateOf(tx, tenant.slug));
}

/** Of the tenant, on both cells. */
async function remains(): Promise<string[]> {
  return (await Promise.all(['cell-1', 'cell-2'].map((cell) => platform.remains(tenant, cell)))).flat();
}

/** How many lead to it. */
async function hosts(): Promise<number> {
  return (await platform.control('SELECT FROM platform.tenant_host WHERE tenant_id = $1', [tenant.id])).length;
}

describe('erasing a tenant', () => {
  it('is refused while it is open, without the hash of an archive, and of nobody', async () => {
    await switched('active');
    await expect(erase()).rejects.toMatchObject({ code: 'TENANT_NOT_SUSPENDED' });
    const nobody = { slug: 'nobody', actor: 'ops', reason: 'over', archive: 'waived' } as const;
    await expect(platform.eraser().execute(nobody, noRealm)).rejects.toMatchObject({ code: 'TENANT_UNKNOWN' });
    await switched('suspended');
    const unproven = { archive: { sha256: 'short', verified: false }, reason: 'over' };
    await expect(erase(undefined, unproven)).rejects.toMatchObject({ code: 'ARCHIVE_UNPROVEN' });
    expect([await remains(), await hosts(), await stateOf()]).toEqual([['role', 'schema'], 1, 'suspended']);
  });

  it('leaves the proof and the slug, nothing else; again it is the same proof', async () => {
    const { wanted, host } = aTenant();
    const other = (await platform.provision(wanted, host)).tenant;
    const { slug } = tenant;
    const { file, sha256 } = await platform.exporter().execute(slug, join(platform.archives, `${slug}.tar.gz`));
    const proof = await erase(undefined, { archive: { sha256, verified: true }, reason: 'contract ended' });
    expect(proof).toMatchObject({
      slug,
      archive: sha256,
      verified: true,
      reason: 'contract ended',
      rows: { visit: 1 },
    });
    expect([await remains(), await hosts(), await stateOf()]).toEqual([[], 0, 'erased']);
    expect(await erase()).toEqual(proof);
    const again = platform.restorer().execute({ ...platform.restoring(file), slug }, noRealm);
    await expect(again).rejects.toMatchObject({ code: 'SLUG_TAKEN', state: 'erased' });
    await expect(platform.provision({ ...wanted, slug }, `${slug}.localhost`)).rejects.toThrow('erased');
    expect(await platform.unitOfWork.read({ tenant: other }, (tx) => tx.query('SELECT FROM visit'))).toEqual([]);
  });

  it.each(['target', 'copy', 'flip'])('removes what a move left everywhere that was cut off after %s', async (step) => {
    await expect(move('cell-2', dieAfter(step))).rejects.toThrow('cut off');
    expect(await erase()).toMatchObject({ rows: { visit: 1 } });
    expect([await remains(), await stateOf()]).toEqual([[], 'erased']);
  });

  it('waits for no move, nor a move for it: whoever comes second is told', async () => {
    const busy = { code: 'MOVE_UNDER_WAY' };
    await move('cell-2', async (step) => {
      if (step === 'copy') await expect(erase()).rejects.toMatchObject(busy);
    });
    expect(await stateOf()).toBe('suspended');
    await erase(async (step) => {
      if (step === 'recorded') await expect(move('cell-1')).rejects.toMatchObject(busy);
    });
    expect([await remains(), await stateOf()]).toEqual([[], 'erased']);
  });

  it('is not proved while a cell does not answer that may have a copy', async () => {
    await expect(move('cell-2', dieAfter('copy'))).rejects.toThrow('cut off');
    await second.cut();
    await expect(erase()).rejects.toThrow('cell-2');
    expect(await stateOf()).toBe('erasing');
    await second.mend();
    await erase();
    expect([await remains(), await stateOf()]).toEqual([[], 'erased']);
  });

  it.each(['recorded', 'schema', 'realm'])('can only be completed once it was cut off after %s', async (step) => {
    await expect(erase(dieAfter(step))).rejects.toThrow('cut off');
    const erasing = { code: 'TENANT_ERASING' };
    await expect(switched('active')).rejects.toMatchObject(erasing);
    await expect(switched('suspended')).rejects.toMatchObject(erasing);
    const name = { zh: '新', en: 'New' };
    const renaming = new RenameTenant(acts(), new ControlRepository()).execute(tenant.slug, name, BY);
    await expect(renaming).rejects.toMatchObject(erasing);
    await expect(platform.exporter().execute(tenant.slug, '/nowhere')).rejects.toMatchObject(erasing);
    await expect(move('cell-2')).rejects.toMatchObject({ reason: 'DIRECTORY_CHANGED' });
    expect(await platform.directory().byId(tenant.id)).toBeUndefined();
    expect(await erase()).toMatchObject({ rows: { visit: 1 } });
    expect([await remains(), await stateOf()]).toEqual([[], 'erased']);
  });

  it('is nothing a flip can undo that comes late', async () => {
    await expect(move('cell-2', undefined, new ErasedAtTheFlip(platform))).rejects.toMatchObject({
      reason: 'DIRECTORY_CHANGED',
    });
    await erase();
    expect([await remains(), await stateOf()]).toEqual([[], 'erased']);
  });
});

describe('the proof of an erasure', () => {
  /** As a version left it whose tenants could be resumed half-way. */
  const earlierProof = () =>
    platform.control(
      `INSERT INTO platform.audit_entry (id, tenant_id, actor, action, reason, detail, recorded_at)
       VALUES ($1, $2, 'ops', 'tenant.erase', 'too early', $3, '2026-04-01')`,
      [newId(), tenant.id, { slug: tenant.slug, archive: 'b'.repeat(64), reason: 'too early', rows: { visit: 0 } }],
    );

  it('is of the attempt that removed the tenant, not of one before it', async () => {
    await earlierProof();
    await switched('active');
    await platform.unitOfWork.write({ tenant }, (tx) => tx.execute('INSERT INTO visit (id) VALUES (2)'));
    await switched('suspended');
    const wanted = { archive: { sha256: ARCHIVE, verified: false }, reason: 'contract ended' };
    const proof = { slug: tenant.slug, archive: ARCHIVE, reason: 'contract ended', rows: { visit: 2 } };
    expect(await erase(undefined, wanted)).toMatchObject(proof);
    expect(await erase()).toMatchObject(proof);
  });

  it('is what was counted while there was something to count', async () => {
    await earlierProof();
    await platform.cell(`DROP SCHEMA ${tenant.scope.schema} CASCADE`);
    expect(await erase()).toMatchObject({ reason: 'too early', archive: 'b'.repeat(64) });
  });
});

/** Somebody erases the tenant in spite of all locks. */
class ErasedAtTheFlip extends TenantRepository {
  constructor(private readonly on: Platform) {
    super();
  }

  override async flip(tx: ControlTx, from: Placement, cell: string, now: Date): Promise<boolean> {
    await this.on.change(`UPDATE platform.tenant SET state = 'erasing' WHERE tenant_id = $1`, [from.tenantId]);
    return super.flip(tx, from, cell, now);
  }
}
