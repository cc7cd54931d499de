import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { randomInt } from 'node:crypto';

import { aTenant, Platform } from './testing/platform.js';

const LIVES = 6;
const MOST = 1_000_000_000;

let platform: Platform;
let bystander: Tenant;
let leaving: readonly Tenant[];
const noRealm = () => Promise.resolve();
beforeAll(async () => {
  platform = await Platform.open();
  bystander = await provisioned();
  leaving = await Promise.all(Array.from({ length: LIVES }, provisioned));
  for (const { id } of leaving)
    await platform.change(`UPDATE platform.tenant SET state = 'suspended' WHERE tenant_id = $1`, [id]);
}, 60_000);
afterAll(() => platform.close());

async function provisioned(): Promise<Tenant> {
  const { wanted, host } = aTenant();
  return (await platform.provision(wanted, host)).tenant;
}

const visit = (id: number) => (tx: TenantTx) => tx.execute('INSERT INTO visit (id) VALUES ($1)', [id]);
const visits = async (tenant: Tenant) => {
  const rows = await platform.unitOfWork.read({ tenant }, (tx) => tx.query<{ id: number }>('SELECT id FROM visit'));
  return rows.map(({ id }) => id);
};
const erase = ({ slug }: Tenant) =>
  platform.eraser().execute({ slug, actor: 'ops', reason: 'spec', archive: 'waived' }, noRealm);

/** Whoever is served while others come and go: sees its own rows and nothing else, and loses none. */
async function served(tenant: Tenant, done: () => boolean): Promise<number[]> {
  const written: number[] = [];
  while (!done()) {
    const id = randomInt(MOST);
    await platform.unitOfWork.write({ tenant }, visit(id));
    written.push(id);
    expect(await visits(tenant)).toEqual(written);
  }
  return written;
}

/** Works in a tenant until that is gone. */
async function untilGone(tenant: Tenant): Promise<unknown> {
  for (;;) {
    const failure = await platform.unitOfWork.write({ tenant }, visit(randomInt(MOST))).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure) return failure;
  }
}

it('tenants that come while others are erased, under way as they are, meet nothing of each other', async () => {
  let over = false;
  const serving = served(bystander, () => over);
  const going = leaving.map(untilGone);
  const [arrived, proofs] = await Promise.all([
    Promise.all(Array.from({ length: LIVES }, provisioned)),
    Promise.all(leaving.map(erase)),
  ]).finally(() => (over = true));
  const written = await serving;
  expect(written.length).toBeGreaterThan(0);
  expect(await visits(bystander)).toEqual(written);
  for (const failure of await Promise.all(going)) expect(failure).toBeInstanceOf(Error);
  for (const tenant of arrived) {
    expect(await visits(tenant)).toEqual([]);
    await platform.unitOfWork.write({ tenant }, visit(1));
  }
  expect(proofs.map(({ slug }) => slug).sort()).toEqual(leaving.map(({ slug }) => slug).sort());
  const names = leaving
    .flatMap(({ scope }) => [scope.schema, scope.role])
    .map((name) => `'${name}'`)
    .join();
  const left = `SELECT nspname AS name FROM pg_namespace WHERE nspname IN (${names}) UNION ALL SELECT rolname FROM pg_roles WHERE rolname IN (${names})`;
  expect(await platform.cell(left)).toEqual([]);
  expect((await platform.directory().all()).map(({ id }) => id).sort()).toEqual(
    [bystander, ...arrived].map(({ id }) => id).sort(),
  );
}, 60_000);
