import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import type { ControlTx, TenantTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { OwnCluster } from '@lianpiao/testing';
import { setTimeout as wait } from 'node:timers/promises';

import { TenantRepository, type Placement } from '../persistence/tenant-repository.js';
import { aTenant, MOVE_VERSION, Platform } from '../testing/platform.js';
import type { MoveStep } from '../use-cases/move-tenant.js';

let clusters: OwnCluster[];
let platform: Platform;
let tenant: Tenant;
let neighbour: Tenant;
beforeAll(async () => {
  clusters = await Promise.all([OwnCluster.start(), OwnCluster.start()]);
  const [one, two] = clusters.map(({ url }) => url);
  platform = await Platform.open({ 'cell-1': one ?? '', 'cell-2': two ?? '' });
  platform.migrations.push({ number: 3, name: 'sales', sha256: 'f'.repeat(64), sql: SALES });
});
afterAll(async () => {
  await platform.close();
  await Promise.all(clusters.map((cluster) => cluster.stop()));
});
beforeEach(async () => {
  await platform.control(`UPDATE platform.cell SET state = CASE id WHEN 'cell-1' THEN 'open' ELSE 'full' END`);
  [tenant, neighbour] = [await provisioned(), await provisioned()];
});

/** Of a tenant here: visits, sales, scans, commands, and the history of its migrations. */
const TABLES = 5;
/** A trigger that would refuse a copy that came as ordinary statements, and a table without a key of one column. */
const SALES = `
  CREATE TABLE sale (id uuid PRIMARY KEY, units bigint NOT NULL, used bigint NOT NULL DEFAULT 0 CHECK (used <= units), note text);
  GRANT UPDATE (used) ON sale TO :"tenant_role";
  CREATE TABLE scan (sale_id uuid NOT NULL REFERENCES sale, number bigint NOT NULL, PRIMARY KEY (sale_id, number));
  CREATE TABLE command (actor text, name text, key text, request_hash text NOT NULL, response jsonb NOT NULL,
    recorded_at timestamptz NOT NULL, PRIMARY KEY (actor, name, key));
  GRANT UPDATE (response) ON command TO :"tenant_role";
  CREATE FUNCTION assert_singly() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF (SELECT count(*) FROM added) > 1 THEN RAISE EXCEPTION 'one by one'; END IF; RETURN NULL; END $$;
  CREATE TRIGGER singly AFTER INSERT ON scan REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION assert_singly();`;

async function provisioned(): Promise<Tenant> {
  const { wanted, host } = aTenant();
  return (await platform.provision(wanted, host)).tenant;
}

const sell = (key: string) => async (tx: TenantTx) => {
  const id = newId();
  await tx.execute('INSERT INTO sale (id, units, note) VALUES ($1, 2, $2)', [id, key]);
  return id;
};

const scan = (sale: string) => async (tx: TenantTx) => {
  const [row] = await tx.query<{ used: bigint }>('UPDATE sale SET used = used + 1 WHERE id = $1 RETURNING used', [
    sale,
  ]);
  await tx.execute('INSERT INTO scan (sale_id, number) VALUES ($1, $2)', [sale, row?.used]);
};

/** Sells and scans without a pause, always with the placement it learned at first, and notes what was acknowledged, and when. */
class Writer {
  readonly sold: string[] = [];
  scanned = 0;
  longestGap = 0;
  private stopping = false;
  private readonly running: Promise<unknown>;

  constructor(private readonly bound: { tenant: Tenant }) {
    this.running = Promise.all([this.work(), this.work(), this.work(), this.work()]);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async work(): Promise<void> {
    let last = performance.now();
    while (!this.stopping) {
      const key = newId();
      const command = { name: 'sell', actor: 'spec', key, request: key };
      const id = await platform.unitOfWork.command(this.bound, command, sell(key));
      this.sold.push(id);
      await platform.unitOfWork.write(this.bound, scan(id));
      this.scanned += 1;
      this.longestGap = Math.max(this.longestGap, performance.now() - last);
      last = performance.now();
    }
  }
}

const stored = async (of: Tenant) =>
  platform.unitOfWork.read({ tenant: of }, async (tx) => {
    const sales = await tx.query<{ id: string }>('SELECT id FROM sale ORDER BY id');
    const [scans] = await tx.query<{ n: bigint }>('SELECT count(*) AS n FROM scan');
    const [commands] = await tx.query<{ n: bigint }>('SELECT count(*) AS n FROM command');
    return { sales: sales.map(({ id }) => id), scans: Number(scans?.n), commands: Number(commands?.n) };
  });

const placement = () => platform.unitOfWork.directory((tx) => new TenantRepository().placementOf(tx, tenant.id));

const remains = (cell: string) => platform.remains(tenant, cell);

describe('moving a tenant between two servers', () => {
  it('loses nothing and doubles nothing while it sells and scans', async () => {
    const history = platform.unitOfWork.write({ tenant }, (tx) =>
      tx.execute(
        `INSERT INTO sale (id, units, note) SELECT gen_random_uuid(), 5, repeat('x', 200) FROM generate_series(1, 20000)`,
      ),
    );
    await history;
    const before = await stored(tenant);
    const writer = new Writer({ tenant });
    await wait(300);
    const moved = await platform.mover().execute(tenant.id, 'cell-2');
    await wait(300);
    await writer.stop();
    const after = await stored(tenant);
    expect(after.sales).toEqual([...before.sales, ...writer.sold].toSorted());
    expect([after.scans, after.commands]).toEqual([writer.scanned, writer.sold.length]);
    expect(await placement()).toMatchObject({ cell: 'cell-2', epoch: 2 });
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([[], ['role', 'schema']]);
    process.stdout.write(
      `move: ${moved.rows} rows, ${writer.sold.length} sales and ${writer.scanned} scans acknowledged meanwhile; write pause ${Math.round(moved.pauseMs ?? 0)} ms, longest gap a writer saw ${Math.round(writer.longestGap)} ms\n`,
    );
    expect(moved.pauseMs).toBeLessThan(1_000);
    // The pause, and what a sale and a scan take beside a copy.
    expect(writer.longestGap).toBeLessThan(1_500);
    expect((await stored(neighbour)).sales).toEqual([]);
  });

  it('tells how many tables are there already while it copies', async () => {
    const steps: string[] = [];
    await platform.mover().execute(tenant.id, 'cell-2', (step) => void steps.push(step));
    const copied = steps.filter((step) => step.endsWith(' tables'));
    expect(copied.at(-1)).toBe(`${TABLES} of ${TABLES} tables`);
    expect(steps).toEqual(['target', ...copied, 'copy', 'flip', 'clean']);
  });

  it('takes it there and back, and is nothing where it is already', async () => {
    const { unitOfWork } = platform;
    const id = await unitOfWork.write({ tenant }, sell('first'));
    const mover = platform.mover();
    await mover.execute(tenant.id, 'cell-2');
    await unitOfWork.write({ tenant }, scan(id));
    expect(await mover.execute(tenant.id, 'cell-2')).toMatchObject({ pauseMs: null });
    await mover.execute(tenant.id, 'cell-1');
    expect(await stored(tenant)).toEqual({ sales: [id], scans: 1, commands: 0 });
    expect(await placement()).toMatchObject({ cell: 'cell-1', epoch: 3 });
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([['role', 'schema'], []]);
  });

  it.each(['target', 'copy', 'flip', 'clean'] as const)('converges when it is cut off after %s', async (step) => {
    const id = await platform.unitOfWork.write({ tenant }, sell('first'));
    const dying = platform.mover().execute(tenant.id, 'cell-2', dieAfter(step));
    await expect(dying).rejects.toThrow('cut off');
    await platform.unitOfWork.write({ tenant }, scan(id));
    await platform.mover().execute(tenant.id, 'cell-2');
    expect(await stored(tenant)).toEqual({ sales: [id], scans: 1, commands: 0 });
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([[], ['role', 'schema']]);
  });

  it('stays, and can write at once, when the flip fails; the next attempt succeeds', async () => {
    const id = await platform.unitOfWork.write({ tenant }, sell('first'));
    await expect(platform.mover(new FlipsNot()).execute(tenant.id, 'cell-2')).rejects.toThrow('cut off');
    await platform.unitOfWork.write({ tenant }, scan(id));
    expect(await placement()).toMatchObject({ cell: 'cell-1', epoch: 1 });
    await platform.mover().execute(tenant.id, 'cell-2');
    expect(await stored(tenant)).toEqual({ sales: [id], scans: 1, commands: 0 });
  });

  it('has moved when the flip was committed and its answer lost', async () => {
    const id = await platform.unitOfWork.write({ tenant }, sell('first'));
    await expect(platform.mover(new FlipsUnheard()).execute(tenant.id, 'cell-2')).rejects.toThrow('unheard');
    await platform.unitOfWork.write({ tenant }, scan(id));
    expect(await placement()).toMatchObject({ cell: 'cell-2', epoch: 2 });
    await platform.mover().execute(tenant.id, 'cell-2');
    expect(await stored(tenant)).toEqual({ sales: [id], scans: 1, commands: 0 });
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([[], ['role', 'schema']]);
  });

  it('leaves nothing behind when it is given up', async () => {
    await expect(platform.mover().execute(tenant.id, 'cell-2', dieAfter('copy'))).rejects.toThrow('cut off');
    await platform.mover().abort(tenant.id);
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([['role', 'schema'], []]);
    await platform.unitOfWork.write({ tenant }, sell('after'));
  });

  it('gives up when the copy differs, and says so', async () => {
    await platform.unitOfWork.write({ tenant }, sell('first'));
    const spoil = async (step: MoveStep) => {
      if (step === 'copy') await platform.cell(`UPDATE ${tenant.scope.schema}.sale SET note = 'spoilt'`, 'cell-2');
    };
    const moving = platform.mover().execute(tenant.id, 'cell-2', spoil);
    await expect(moving).rejects.toMatchObject({ code: 'MOVE_FAILED', reason: 'DIFFERENT' });
    expect(await placement()).toMatchObject({ cell: 'cell-1' });
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([['role', 'schema'], []]);
    await platform.unitOfWork.write({ tenant }, sell('after'));
  });

  it('refuses a cell nobody knows, a tenant nobody knows, and a second move beside the first', async () => {
    await expect(platform.mover().execute(tenant.id, 'cell-9')).rejects.toMatchObject({ reason: 'UNKNOWN_CELL' });
    await expect(platform.mover().execute(newId(), 'cell-2')).rejects.toMatchObject({ reason: 'DIRECTORY_CHANGED' });
    const both = await Promise.allSettled([1, 2].map(() => platform.mover().execute(tenant.id, 'cell-2')));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'MOVE_UNDER_WAY' } });
  });

  it('tells a writer that waits too long to come again, and lets it in when the source opens', async () => {
    await platform.cell(`REVOKE ${tenant.scope.role} FROM lianpiao_app`, 'cell-1');
    await expect(platform.unitOfWork.write({ tenant }, sell('late'))).rejects.toMatchObject({ code: 'TENANT_MOVING' });
    const waiting = platform.unitOfWork.write({ tenant }, sell('patient'));
    await wait(200);
    await platform.cell(`GRANT ${tenant.scope.role} TO lianpiao_app WITH INHERIT FALSE, SET TRUE`, 'cell-1');
    expect(await waiting).toBeDefined();
  });
});

function dieAfter(last: MoveStep): (step: MoveStep) => void {
  return (step) => {
    if (step === last) throw new Error('cut off');
  };
}

/** Commits, and loses the connection before the answer. */
class FlipsUnheard extends TenantRepository {
  override async flip(tx: ControlTx, from: Placement, cell: string, now: Date): Promise<boolean> {
    const flipped = await super.flip(tx, from, cell, now);
    await tx.execute(`${MOVE_VERSION}; COMMIT; BEGIN`);
    if (flipped) throw new Error('unheard');
    return flipped;
  }
}

class FlipsNot extends TenantRepository {
  override flip(_tx: ControlTx, _from: Placement): Promise<boolean> {
    return Promise.reject(new Error('cut off'));
  }
}
