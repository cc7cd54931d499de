import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import type { TestingModule } from '@nestjs/testing';

import { Fulfilment } from '../ordering/index.js';
import { TicketingSpec } from './testing/ticketing-spec.js';
import type { ScanAnswer } from './use-cases/redeem-tickets.js';

const GATES = ['lake-1', 'lake-2', 'tower-1', 'tower-2', 'garden-1', 'garden-2'];
let spec: TicketingSpec;
let processes: readonly TestingModule[];
beforeAll(async () => {
  spec = await TicketingSpec.open();
  processes = [spec.app, await spec.anotherProcess()];
});
afterAll(() => spec.close());

/** `times` scans of each ticket at all gates, through both processes, all at once. */
function rush(tickets: readonly string[], times: number): Promise<ScanAnswer[]> {
  const scans = Array.from({ length: times }, (_, nth) =>
    tickets.map((ticket) => ({ ticket, gate: GATES[nth % GATES.length], process: processes[nth % 2] })),
  );
  return Promise.all(
    scans.flat().map(({ ticket, gate, process }) => spec.scan(spec.a, ticket, gate, newId(), process)),
  );
}

function accepted(answers: readonly ScanAnswer[]): number {
  return answers.filter((answer) => answer.outcome === 'accepted').length;
}

describe('gates that see the same pass at once', () => {
  it('let in exactly as many as it allows', async () => {
    const { token, passId } = await spec.issueOne(spec.a, { terms: { visitsTotal: 5 } });
    const answers = await rush([token], 60);
    expect(accepted(answers)).toBe(5);
    expect(
      await spec.rows(spec.tenants.a, 'SELECT visits_used, state FROM entitlement WHERE id = $1', [passId]),
    ).toEqual([{ visits_used: 5, state: 'exhausted' }]);
    expect(
      await spec.rows(
        spec.tenants.a,
        'SELECT count(*), count(visit) AS visits FROM redemption WHERE entitlement_id = $1',
        [passId],
      ),
    ).toEqual([{ count: 60n, visits: 5n }]);
  });

  it('do so for many passes at once, without an error', async () => {
    const issued = await spec.issue(spec.a, { quantity: 20, terms: { visitsTotal: 4, visitsPerAttraction: 2 } });
    const answers = await rush(
      issued.map((pass) => pass.token),
      60,
    );
    expect(accepted(answers)).toBe(80);
    const visits = await spec.rows<{ visit: number }>(
      spec.tenants.a,
      `SELECT max(visit) AS visit FROM redemption WHERE entitlement_id = ANY($1) AND outcome = 'accepted'`,
      [issued.map((pass) => pass.passId)],
    );
    expect(visits).toEqual([{ visit: 2 }]);
  });

  it('make one visit of one scan that both processes got', async () => {
    const issued = await spec.issue(spec.a, { quantity: 30 });
    const nonces = issued.map(() => newId());
    const both = await Promise.all(
      processes.map((process) =>
        Promise.all(issued.map(({ token }, index) => spec.scan(spec.a, token, 'lake-1', nonces[index], process))),
      ),
    );
    expect(both[0]).toEqual(both[1]);
    expect(accepted(both[0] ?? [])).toBe(30);
    const used = await spec.rows(spec.tenants.a, 'SELECT DISTINCT visits_used FROM entitlement WHERE id = ANY($1)', [
      issued.map((pass) => pass.passId),
    ]);
    expect(used).toEqual([{ visits_used: 1 }]);
  });
});

describe('a refund that meets a scan', () => {
  it('leaves either a visit or the money, never both', async () => {
    const { tenants, app } = spec;
    const issued = await Promise.all(Array.from({ length: 25 }, () => spec.issueOne(spec.a)));
    const refunds = issued.map(async ({ orderId, token }, index) => {
      const takeBack = () => spec.write(tenants.a, (tx) => app.get(Fulfilment).takeBack(tx, orderId, spec.clock.now()));
      const [taken, answer] = await Promise.all([
        takeBack().then(() => 'refunded', codeOf),
        spec.scan(spec.a, token, 'lake-1', newId(), processes[index % 2]),
      ]);
      return `${taken}, ${answer.outcome === 'accepted' ? 'accepted' : answer.reason}`;
    });
    const outcomes = new Set(await Promise.all(refunds));
    const allowed = ['refunded, REFUNDED', 'NOTHING_REFUNDABLE, accepted'];
    expect([...outcomes].filter((outcome) => !allowed.includes(outcome))).toEqual([]);
  });

  it('takes back all of an order or none of it, and nothing twice', async () => {
    const [first, second] = await spec.issue(spec.a, { quantity: 2 });
    const takeBack = (orderId: string) =>
      spec.write(spec.tenants.a, (tx) => spec.app.get(Fulfilment).takeBack(tx, orderId, spec.clock.now()));
    await spec.scan(spec.a, first?.token ?? '');
    await expect(takeBack(first?.orderId ?? '')).rejects.toMatchObject({ code: 'NOTHING_REFUNDABLE' });
    expect(await spec.verdict(spec.a, second?.token ?? '')).toBe('accepted');
    const { orderId, passId } = await spec.issueOne(spec.a);
    expect(await takeBack(orderId)).toEqual({ passIds: [passId] });
    await expect(takeBack(orderId)).rejects.toMatchObject({ code: 'NOTHING_REFUNDABLE' });
    await expect(takeBack(newId())).rejects.toMatchObject({ code: 'NOTHING_REFUNDABLE' });
  });
});

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
