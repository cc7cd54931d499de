import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { OwnCluster } from '@lianpiao/testing';

import { TenantRepository } from './persistence/tenant-repository.js';
import { aTenant, Platform } from './testing/platform.js';
import { MigrateFleet, type FleetProgress } from './use-cases/migrate-fleet.js';
import { connected } from './use-cases/prepare-databases.js';

const TENANTS = 6;

let clusters: OwnCluster[];
let platform: Platform;
let tenants: Tenant[];
let hosts: string[];
beforeAll(async () => {
  clusters = await Promise.all([OwnCluster.start(), OwnCluster.start()]);
  const [one, two] = clusters.map(({ url }) => url);
  platform = await Platform.open({ 'cell-1': one ?? '', 'cell-2': two ?? '' });
});
afterAll(async () => {
  await platform.close();
  await Promise.all(clusters.map((cluster) => cluster.stop()));
});

/** Another fleet for each spec: what came before is gone from the directory. */
async function aFleet(): Promise<void> {
  await platform.change(`UPDATE platform.tenant SET state = 'erased'`);
  [tenants, hosts] = [[], []];
  for (let made = 0; made < TENANTS; made += 1) {
    const { wanted, host } = aTenant();
    tenants.push((await platform.provision(wanted, host)).tenant);
    hosts.push(host);
  }
}

function nth(index: number): Tenant {
  const tenant = tenants[index];
  if (!tenant) throw new Error('no such tenant');
  return tenant;
}

async function ledgerOf(tenant: Tenant): Promise<number> {
  const [row] = await platform.control<{ newest: number }>(
    'SELECT max(number) AS newest FROM platform.tenant_migration WHERE tenant_id = $1',
    [tenant.id],
  );
  return row?.newest ?? 0;
}

function fleetOf(sql: string): MigrateFleet {
  return new MigrateFleet(platform.unitOfWork, new TenantRepository(), platform.withNext(sql).migrateTenant);
}

const NEWEST = () => platform.migrations.length + 1;
/** Fails where a table of that name is there already. */
const ADD = 'CREATE TABLE added (id int PRIMARY KEY)';
const obstruct = ({ scope }: Tenant) => platform.cell(`CREATE TABLE ${scope.schema}.added (id int)`, scope.cell);
const clear = ({ scope }: Tenant) => platform.cell(`DROP TABLE IF EXISTS ${scope.schema}.added`, scope.cell);

describe('migrating the fleet', () => {
  beforeAll(() => aFleet());

  it('brings everybody on both servers up to date but those that fail, which are named with the migration', async () => {
    const bad = [nth(1), nth(4)];
    for (const tenant of bad) await obstruct(tenant);
    const outcome = await fleetOf(ADD).execute(2);
    expect(outcome).toMatchObject({ migrated: TENANTS - 2, applied: TENANTS - 2 });
    expect(outcome.failed.map(({ slug }) => slug).sort()).toEqual(bad.map(({ slug }) => slug).sort());
    for (const { reason } of outcome.failed)
      expect(reason).toMatch(/0003_of_the_spec failed on t_\w+: .*already exists/);
    expect(await ledgerOf(nth(0))).toBe(NEWEST());
    expect(await ledgerOf(nth(1))).toBe(NEWEST() - 1);
  });

  it('refuses the tenants that are behind at their hosts, and them alone', async () => {
    const directory = platform.directory(NEWEST());
    const states = await Promise.all(hosts.map(async (host) => (await directory.byHost(host))?.state));
    expect(states).toEqual(['active', 'behind', 'active', 'active', 'behind', 'active']);
    expect((await directory.all()).filter(({ state }) => state === 'behind')).toHaveLength(2);
  });

  it('goes on with those when it is run again, and touches nobody else', async () => {
    for (const tenant of [nth(1), nth(4)]) await clear(tenant);
    expect(await fleetOf(ADD).execute()).toEqual({ migrated: TENANTS, applied: 2, failed: [] });
    expect(await fleetOf(ADD).execute()).toEqual({ migrated: TENANTS, applied: 0, failed: [] });
    expect(await ledgerOf(nth(4))).toBe(NEWEST());
  });

  it('completes the ledger where the schema alone had come that far', async () => {
    await platform.change('DELETE FROM platform.tenant_migration WHERE number = $1', [NEWEST()]);
    expect(await fleetOf(ADD).execute()).toMatchObject({ applied: 0, failed: [] });
    expect(await ledgerOf(nth(3))).toBe(NEWEST());
  });

  it('tells how far it is after each tenant', async () => {
    const told: FleetProgress[] = [];
    await fleetOf(ADD).execute(3, (progress) => told.push(progress));
    expect(told).toHaveLength(TENANTS);
    expect(told.at(-1)).toEqual({ total: TENANTS, upToDate: TENANTS, behind: 0 });
  });
});

describe('a tenant that cannot be migrated now', () => {
  beforeAll(() => aFleet());
  afterEach(() => platform.change(`UPDATE platform.tenant SET cell_id = 'cell-2' WHERE cell_id = 'cell-9'`));

  it('is stepped back from while traffic holds its table, and migrated once that lets go', async () => {
    const { scope } = nth(0);
    const traffic = await connected(platform.addresses.owner(scope.cell));
    await traffic.query(`BEGIN; LOCK TABLE ${scope.schema}.visit IN ACCESS SHARE MODE`);
    const migrating = fleetOf('ALTER TABLE visit ADD COLUMN note text').execute();
    // Longer than a migration waits for a lock.
    setTimeout(() => void traffic.query('COMMIT'), 6_000);
    expect(await migrating).toMatchObject({ migrated: TENANTS, failed: [] });
    await traffic.end();
  });

  it('is a failure, not a skip, when its server cannot be reached; the others are migrated', async () => {
    const away = tenants.filter(({ scope }) => scope.cell === 'cell-2');
    expect(away.length).toBeGreaterThan(0);
    await platform.control(`INSERT INTO platform.cell (id) VALUES ('cell-9') ON CONFLICT DO NOTHING`);
    await platform.change(
      `UPDATE platform.tenant SET cell_id = 'cell-9' WHERE cell_id = 'cell-2' AND state = 'active'`,
    );
    const outcome = await fleetOf('ALTER TABLE visit ADD COLUMN note text').execute();
    expect(outcome.failed.map(({ slug }) => slug).sort()).toEqual(away.map(({ slug }) => slug).sort());
    expect(outcome.migrated).toBe(TENANTS - away.length);
  });

  it('does not end the run when its connection is cut in the middle', async () => {
    const [victim] = tenants;
    // Ends its own connection in one schema only.
    const cut = `DO $$ BEGIN IF current_schema() = '${victim?.scope.schema ?? ''}' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; END $$`;
    const outcome = await new MigrateFleet(
      platform.unitOfWork,
      new TenantRepository(),
      platform.withNext('ALTER TABLE visit ADD COLUMN note text', cut).migrateTenant,
    ).execute(1);
    expect(outcome.failed.map(({ slug }) => slug)).toEqual([victim?.slug]);
    expect(outcome.migrated).toBe(TENANTS - 1);
  });
});

describe('a tenant that goes elsewhere while the fleet is migrated', () => {
  beforeEach(() => aFleet());

  const ADD_NOTE = 'ALTER TABLE visit ADD COLUMN note text';
  const has = async (cell: string, { scope }: Tenant) =>
    (await platform.cell(`SELECT FROM pg_namespace WHERE nspname = '${scope.schema}'`, cell)).length === 1;

  /** Migrates whom it was told of before they went. */
  async function behindTheTimes(gone: () => Promise<unknown>) {
    const known = await platform.unitOfWork.directory((tx) => new TenantRepository().all(tx));
    await gone();
    const { migrateTenant } = platform.withNext(ADD_NOTE);
    return new MigrateFleet(platform.unitOfWork, new Remembering(known), migrateTenant).execute(1);
  }

  it('is migrated where it is, and made nowhere else', async () => {
    const moving = nth(0);
    const to = moving.scope.cell === 'cell-1' ? 'cell-2' : 'cell-1';
    const outcome = await behindTheTimes(() => platform.mover().execute(moving.id, to));
    expect(outcome).toMatchObject({ migrated: TENANTS, failed: [] });
    expect([await has(moving.scope.cell, moving), await ledgerOf(moving)]).toEqual([false, NEWEST()]);
    expect(await platform.cell(`SELECT note FROM ${moving.scope.schema}.visit`, to)).toEqual([]);
  });

  it('is migrated where it is, also when what it left is still there', async () => {
    const moving = nth(1);
    const to = moving.scope.cell === 'cell-1' ? 'cell-2' : 'cell-1';
    const killed = () =>
      expect(
        platform.mover().execute(moving.id, to, (step) => {
          if (step === 'flip') throw new Error('cut off');
        }),
      ).rejects.toThrow('cut off');
    const outcome = await behindTheTimes(killed);
    expect(outcome).toMatchObject({ migrated: TENANTS, failed: [] });
    expect(await platform.cell(`SELECT note FROM ${moving.scope.schema}.visit`, to)).toEqual([]);
    expect(await ledgerOf(moving)).toBe(NEWEST());
  });

  it('is not made again when it was erased', async () => {
    const { id, slug, scope } = nth(2);
    const outcome = await behindTheTimes(async () => {
      await platform.change(`UPDATE platform.tenant SET state = 'suspended' WHERE tenant_id = $1`, [id]);
      const wanted = { slug, actor: 'ops', reason: 'spec', archive: 'waived' } as const;
      await platform.eraser().execute(wanted, () => Promise.resolve());
    });
    expect(outcome.failed).toEqual([]);
    expect(await has(scope.cell, nth(2))).toBe(false);
  });
});

class Remembering extends TenantRepository {
  constructor(private readonly known: Tenant[]) {
    super();
  }

  override all(): Promise<Tenant[]> {
    return Promise.resolve([...this.known]);
  }
}
