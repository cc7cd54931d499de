import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { OwnCluster, TcpGate } from '@lianpiao/testing';
import { setTimeout as wait } from 'node:timers/promises';

import { TenantRepository } from '../persistence/tenant-repository.js';
import { aTenant, Platform } from '../testing/platform.js';
import type { MoveStep } from '../use-cases/move-tenant.js';

/** cell-1 on a server of its own; cell-2 and cell-3 on another, each behind a gate. */
let clusters: OwnCluster[];
let gates: Record<'two' | 'three', TcpGate>;
let platform: Platform;
let tenant: Tenant;
beforeAll(async () => {
  clusters = await Promise.all([OwnCluster.start(), OwnCluster.start()]);
  const [one = '', other = ''] = clusters.map(({ url }) => url);
  const { hostname, port } = new URL(other);
  const [two, three] = await Promise.all([1, 2].map(() => TcpGate.before(hostname, Number(port))));
  if (!two || !three) throw new Error('no gates');
  gates = { two, three };
  const behind = (gate: TcpGate) => Object.assign(new URL(other), { port: String(gate.port) }).href;
  platform = await Platform.open({ 'cell-1': one, 'cell-2': behind(two), 'cell-3': behind(three) });
}, 60_000);
afterAll(async () => {
  await platform.close();
  await Promise.all(Object.values(gates).map((gate) => gate.cut()));
  await Promise.all(clusters.map((cluster) => cluster.stop()));
});
beforeEach(async () => {
  await platform.control(`UPDATE platform.cell SET state = CASE id WHEN 'cell-1' THEN 'open' ELSE 'full' END`);
  const { wanted, host } = aTenant();
  tenant = (await platform.provision(wanted, host)).tenant;
});

let visits = 0;
const writes = () =>
  platform.unitOfWork.write({ tenant }, (tx) => tx.execute('INSERT INTO visit (id) VALUES ($1)', [(visits += 1)]));
const move = (cell: string, tenants?: TenantRepository, onStep?: (step: MoveStep) => Promise<void> | void) =>
  platform.mover(tenants).execute(tenant.id, cell, onStep);
const cellOf = async () =>
  (await platform.unitOfWork.directory((tx) => new TenantRepository().placementOf(tx, tenant.id)))?.cell;

/** As a mover leaves it that is killed at the cut-over. */
const close = (cell: string) => platform.cell(`REVOKE ${tenant.scope.role} FROM lianpiao_app`, cell);

const remains = (cell: string) => platform.remains(tenant, cell);

describe('a move whose servers go away', () => {
  it('leaves the tenant open where it was when the target goes while writers are kept out', async () => {
    const goesAway = new AtTheFlip(() => gates.two.cut());
    await expect(move('cell-2', goesAway)).rejects.toThrow();
    await writes();
    expect(await cellOf()).toBe('cell-1');
    await gates.two.mend();
    await move('cell-2');
    await writes();
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([[], ['role', 'schema']]);
  });

  it('leaves it open when the target goes while the last transactions end', async () => {
    const going = async (step: MoveStep) => {
      if (step !== 'copy') return;
      void platform.unitOfWork.write({ tenant }, () => wait(800)).catch(() => undefined);
      await wait(100);
      void wait(300).then(() => gates.two.cut());
    };
    await expect(move('cell-2', undefined, going)).rejects.toThrow();
    await writes();
    await gates.two.mend();
    await platform.mover().abort(tenant.id);
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([['role', 'schema'], []]);
  });

  it('leaves it open when the connection to the source is lost at the cut-over', async () => {
    await move('cell-2');
    const stumbles = new AtTheFlip(() => gates.two.cut().then(() => gates.two.mend()));
    await expect(move('cell-1', stumbles)).rejects.toThrow();
    await writes();
    expect(await cellOf()).toBe('cell-2');
  });

  it('opens what a killed one left closed, though the target does not answer', async () => {
    await close('cell-1');
    await gates.two.cut();
    await expect(move('cell-2')).rejects.toThrow('ECONNREFUSED');
    await writes();
    await gates.two.mend();
  });

  it('opens what a killed one left closed when it is moved to where it is', async () => {
    await close('cell-1');
    expect(await move('cell-1')).toMatchObject({ cell: 'cell-1', pauseMs: null });
    await writes();
  });

  it('is given up while the target does not answer: open, and the source keeps no log for it; its copy goes once it answers', async () => {
    await expect(move('cell-2', undefined, dieAfter('copy'))).rejects.toThrow('cut off');
    await close('cell-1');
    await gates.two.cut();
    expect(await platform.mover().abort(tenant.id)).toEqual({ cell: 'cell-1', unreached: ['cell-2'] });
    await writes();
    expect(await remains('cell-1')).toEqual(['role', 'schema']);
    await gates.two.mend();
    expect(await platform.mover().abort(tenant.id)).toEqual({ cell: 'cell-1', unreached: [] });
    expect(await remains('cell-2')).toEqual([]);
  });

  it('does without a third cell that does not answer, and says so', async () => {
    await gates.three.cut();
    expect(await move('cell-2')).toMatchObject({ cell: 'cell-2', unreached: ['cell-3'] });
    await writes();
    expect([await remains('cell-1'), await remains('cell-2')]).toEqual([[], ['role', 'schema']]);
    await gates.three.mend();
    expect(await move('cell-2')).toMatchObject({ unreached: [] });
  });

  it('begins a copy again that has stopped', async () => {
    await writes();
    await expect(move('cell-2', undefined, dieAfter('copy'))).rejects.toThrow('cut off');
    await platform.cell(`ALTER SUBSCRIPTION move_${tenant.scope.schema} DISABLE`, 'cell-2');
    await platform.cell(`TRUNCATE ${tenant.scope.schema}.schema_migration`, 'cell-2');
    expect(await move('cell-2')).toMatchObject({ cell: 'cell-2', rows: expect.any(Number) });
    await writes();
  });

  it('goes on with a copy that was cut off, with a third cell that does not answer', async () => {
    await expect(move('cell-2', undefined, dieAfter('copy'))).rejects.toThrow('cut off');
    await gates.three.cut();
    expect(await move('cell-2')).toMatchObject({ cell: 'cell-2' });
    await writes();
    await gates.three.mend();
  });
});

describe('two cells on one server', () => {
  it('exchange no tenants; the tenant stays open where it is', async () => {
    await move('cell-2');
    await expect(move('cell-3')).rejects.toMatchObject({ code: 'MOVE_FAILED', reason: 'SAME_SERVER' });
    await writes();
    expect([await remains('cell-2'), await cellOf()]).toEqual([['role', 'schema'], 'cell-2']);
  });

  it('may both have been a target: what is on either goes', async () => {
    await expect(move('cell-3', undefined, dieAfter('copy'))).rejects.toThrow('cut off');
    await move('cell-2');
    await expect(move('cell-1', undefined, dieAfter('copy'))).rejects.toThrow('cut off');
    await platform.mover().abort(tenant.id);
    await writes();
    const left = [await remains('cell-1'), await remains('cell-2'), await remains('cell-3')];
    expect(left).toEqual([[], ['role', 'schema'], ['role']]);
  });

  it('are told from two servers also where the log says too little for a copy', async () => {
    const server = process.env.TEST_DATABASE_URL ?? '';
    const one = await Platform.open({ 'cell-1': server, 'cell-2': server });
    try {
      const { wanted, host } = aTenant();
      const { tenant: staying } = await one.provision(wanted, host);
      const moving = one.mover().execute(staying.id, 'cell-2');
      await expect(moving).rejects.toMatchObject({ code: 'MOVE_FAILED', reason: 'SAME_SERVER' });
      await one.unitOfWork.write({ tenant: staying }, (tx) => tx.execute('INSERT INTO visit (id) VALUES (1)'));
    } finally {
      await one.close();
    }
  });
});

function dieAfter(last: MoveStep): (step: MoveStep) => void {
  return (step) => {
    if (step === last) throw new Error('cut off');
  };
}

/** Something happens while nobody can write, before the directory is changed. */
class AtTheFlip extends TenantRepository {
  constructor(private readonly happens: () => Promise<void>) {
    super();
  }

  override async flip(): Promise<boolean> {
    await this.happens();
    throw new Error('cut off');
  }
}
