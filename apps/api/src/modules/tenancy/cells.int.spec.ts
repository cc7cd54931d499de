import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OwnCluster } from '@lianpiao/testing';

import { aTenant, Platform } from './testing/platform.js';

let clusters: OwnCluster[];
let platform: Platform;
beforeAll(async () => {
  clusters = await Promise.all([OwnCluster.start(), OwnCluster.start()]);
  const [one, two] = clusters.map(({ url }) => url);
  platform = await Platform.open({ 'cell-1': one ?? '', 'cell-2': two ?? '' });
});
afterAll(async () => {
  await platform.close();
  await Promise.all(clusters.map((cluster) => cluster.stop()));
});

const provisioned = async () => {
  const { wanted, host } = aTenant();
  return (await platform.provision(wanted, host)).tenant;
};
const has = async (cell: string, schema: string) =>
  (await platform.cell(`SELECT FROM pg_namespace WHERE nspname = '${schema}'`, cell)).length === 1;
const setState = (cell: string, state: string) =>
  platform.control('UPDATE platform.cell SET state = $2 WHERE id = $1', [cell, state]);

describe('two cells on servers of their own', () => {
  it('are prepared again without harm', async () => {
    await platform.database.alone(async () => expect(await platform.prepare()).toEqual({ applied: 0 }));
  });

  it('take new tenants in turn, each on its own server only', async () => {
    const [one, other] = [await provisioned(), await provisioned()];
    expect([one.scope.cell, other.scope.cell]).toEqual(['cell-1', 'cell-2']);
    expect([await has('cell-1', one.scope.schema), await has('cell-2', one.scope.schema)]).toEqual([true, false]);
    expect([await has('cell-1', other.scope.schema), await has('cell-2', other.scope.schema)]).toEqual([false, true]);
    for (const tenant of [one, other])
      await platform.unitOfWork.write({ tenant }, (tx) => tx.execute('INSERT INTO visit (id) VALUES (1)'));
    expect(await platform.cell(`SELECT id FROM ${other.scope.schema}.visit`, 'cell-2')).toEqual([{ id: 1 }]);
  });

  it('take nobody when they are full or draining; without an open one a new tenant is refused and leaves nothing', async () => {
    await setState('cell-1', 'full');
    const placed = [await provisioned(), await provisioned()];
    expect(placed.map(({ scope }) => scope.cell)).toEqual(['cell-2', 'cell-2']);
    await setState('cell-2', 'draining');
    const { wanted, host } = aTenant();
    await expect(platform.provision(wanted, host)).rejects.toThrow('no cell is open');
    expect(await platform.directory().byHost(host)).toBeUndefined();
    await setState('cell-1', 'open');
    expect((await platform.provision(wanted, host)).tenant.scope.cell).toBe('cell-1');
    await setState('cell-2', 'open');
  });

  it('finish whom they have begun with, also when they take nobody else any more', async () => {
    const { wanted, host } = aTenant();
    await expect(platform.provision(wanted, host, { diesIn: 'realm' })).rejects.toThrow('cut off');
    await Promise.all(['cell-1', 'cell-2'].map((cell) => setState(cell, 'full')));
    expect((await platform.provision(wanted, host)).tenant.slug).toBe(wanted.slug);
    await Promise.all(['cell-1', 'cell-2'].map((cell) => setState(cell, 'open')));
  });

  it('take everybody: nobody is placed on a cell that this deployment has no address of', async () => {
    await platform.control(`INSERT INTO platform.cell (id) VALUES ('cell-0')`);
    expect(['cell-1', 'cell-2']).toContain((await provisioned()).scope.cell);
    await Promise.all(['cell-1', 'cell-2'].map((cell) => setState(cell, 'full')));
    await expect(provisioned()).rejects.toMatchObject({ code: 'NO_OPEN_CELL' });
  });
});
