import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { createLogger } from '@lianpiao/telemetry';

import { IdentityUnavailable } from '../identity/index.js';
import { MoveFailed, MoveUnderWay, type OnStep } from '../tenancy/index.js';
import { Platform } from '../tenancy/testing/platform.js';
import { TenantLife } from './control.ports.js';
import type { OperationKind, OperationResult } from './domain/operation.js';
import { OperationRunner } from './operation-runner.js';
import { OperationRepository } from './persistence/operation-repository.js';

const LEASE_SECONDS = 1;
const HOUR_MS = 3_600_000;

type Attempt = (onStep: OnStep<string>) => Promise<OperationResult>;

/** Does what the test says. */
class ToldLife extends TenantLife {
  attempt: Attempt = () => Promise.resolve({});
  provision = (_wanted: unknown, onStep: OnStep<string>) => this.attempt(onStep);
  move = this.provision;
  abortMove = this.provision;
  export = this.provision;
  restore = this.provision;
  erase = this.provision;
  convergeRealm = () => Promise.resolve();
}

let platform: Platform;
let life: ToldLife;
let lines: string[];
let runner: OperationRunner;
const operations = new OperationRepository();
beforeAll(async () => {
  platform = await Platform.open();
});
afterAll(() => platform.close());
beforeEach(() => {
  life = new ToldLife();
  lines = [];
  runner = aRunner();
});

function aRunner(): OperationRunner {
  const logger = createLogger({ level: 'info', role: 'spec' }, { write: (line: string) => void lines.push(line) });
  const config = { ARCHIVE_DIR: 'none', OPERATION_LEASE_SECONDS: LEASE_SECONDS };
  return new OperationRunner(platform.unitOfWork, operations, life, platform.clock, config, logger);
}

async function asked(kind: OperationKind = 'export'): Promise<string> {
  const id = newId();
  const input = { slug: id, archive: 'a.tar.gz' };
  const wanted = { id, kind, slug: id, input, actor: 'op', reason: 'spec' };
  await platform.unitOfWork.operator((tx) => operations.insert(tx, wanted, platform.clock.now()));
  return id;
}

const rowOf = (id: string) => platform.unitOfWork.operator((tx) => operations.find(tx, id));

/** The next attempt, whenever it is due. */
async function again(by = runner): Promise<void> {
  platform.clock.advance(HOUR_MS);
  expect(await by.next()).toBe(true);
}

describe('an operation that does not succeed', () => {
  it('says why while it waits for another try, and so does the log', async () => {
    life.attempt = () => Promise.reject(new TypeError('of 张三'));
    const id = await asked();
    await again();
    expect(await rowOf(id)).toMatchObject({ state: 'queued', trouble: { code: 'INTERNAL', detail: 'TypeError' } });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'an operation did not succeed',
      ...{ operation: id, kind: 'export', attempts: 1 },
      error: { type: 'TypeError' },
    });
    life.attempt = () => Promise.resolve({ rows: 1 });
    await again();
    expect(await rowOf(id)).toMatchObject({ state: 'succeeded', result: { rows: 1 }, trouble: null });
  });

  it('tells in the log what was behind an outage', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    life.attempt = () => Promise.reject(new IdentityUnavailable(new TypeError('fetch failed', { cause: refused })));
    const id = await asked();
    await again();
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      error: { type: 'IdentityUnavailable', cause: { message: 'fetch failed', cause: { code: 'ECONNREFUSED' } } },
    });
    life.attempt = () => Promise.resolve({});
    await again();
    expect(await rowOf(id)).toMatchObject({ state: 'succeeded' });
  });

  it('is given up after eight faults, and says which the last was', async () => {
    const mine = Object.assign(new Error('duplicate of 张三'), { code: '23505', constraint: 'host_once' });
    life.attempt = () => Promise.reject(mine);
    const id = await asked();
    for (let attempt = 1; attempt <= 8; attempt += 1) await again();
    expect(await rowOf(id)).toMatchObject({
      ...{ state: 'failed', attempts: 8, trouble: null },
      failure: { code: 'INTERNAL', detail: 'Error 23505 host_once' },
    });
  });

  it.each([
    ['IDENTITY_UNAVAILABLE', new IdentityUnavailable(new Error('fetch failed'))],
    ['DATABASE_UNAVAILABLE', new Error('Connection terminated unexpectedly')],
    ['DATABASE_UNAVAILABLE', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['MOVE_UNDER_WAY', new MoveUnderWay()],
  ])('waits out %s however long it lasts, and has all its tries left', async (code, error) => {
    life.attempt = () => Promise.reject(error);
    const id = await asked();
    for (let attempt = 1; attempt <= 12; attempt += 1) await again();
    expect(await rowOf(id)).toMatchObject({ state: 'queued', attempts: 12, faults: 0, trouble: { code } });
    life.attempt = () => Promise.resolve({});
    await again();
    expect(await rowOf(id)).toMatchObject({ state: 'succeeded' });
  });

  it('ends at once where no other attempt could end otherwise', async () => {
    life.attempt = () => Promise.reject(new MoveFailed('SAME_SERVER'));
    const id = await asked('move');
    await again();
    expect(await rowOf(id)).toMatchObject({
      ...{ state: 'failed', attempts: 1 },
      failure: { code: 'MOVE_FAILED', detail: 'reason: SAME_SERVER' },
    });
  });
});

describe('a lease that was lost', () => {
  it('ends the work at its next step, and the one who took it over succeeds', async () => {
    const other = aRunner();
    const done: string[] = [];
    const id = await asked('move');
    life.attempt = async (onStep) => {
      await onStep('target');
      // This process stands still, and another takes the move up: that one meets the first, which is still there.
      life.attempt = () => Promise.reject(new MoveUnderWay());
      await again(other);
      await onStep('copy');
      done.push('flip');
      return {};
    };
    await again();
    expect(done).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: 'queued', trouble: { code: 'MOVE_UNDER_WAY' } });
    life.attempt = () => Promise.resolve({ cell: 'cell-2' });
    await again(other);
    expect(await rowOf(id)).toMatchObject({ state: 'succeeded', result: { cell: 'cell-2' }, attempts: 3 });
    expect(lines[0]).toContain('MOVE_UNDER_WAY');
    expect(lines[1]).toContain('LeaseLost');
    expect(lines).toHaveLength(2);
  });
});
