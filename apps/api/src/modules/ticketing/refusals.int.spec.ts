import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { newHumanCode, newKeyPair, privateKeyOf, readTicket, signTicket } from '@lianpiao/ticket-token';

import { Fulfilment } from '../ordering/index.js';
import { TicketingSpec } from './testing/ticketing-spec.js';
import { ExpirePasses } from './use-cases/expire-passes.js';
import { RevokeTicket } from './use-cases/revoke-ticket.js';

const DAY_MS = 86_400_000;
let spec: TicketingSpec;
beforeAll(async () => {
  spec = await TicketingSpec.open();
});
afterAll(() => spec.close());

function forged(token: string, changes: { keyId?: string; passId?: string } = {}): string {
  const read = readTicket(token);
  if (!read.ok) throw new Error('not a token');
  const key = { keyId: changes.keyId ?? read.claims.keyId, privateKey: privateKeyOf(newKeyPair().privateKey) };
  return signTicket({ ...read.claims, passId: changes.passId ?? read.claims.passId }, key);
}

describe('a gate refuses', () => {
  it('what is no ticket', async () => {
    for (const text of ['https://example.com', 'LP1.', '7K3M-9QXD-0AC', '\u{1f3ab}'])
      expect(await spec.verdict(spec.a, text)).toBe('MALFORMED');
  });

  it('a forgery, under a key of ours or one nobody knows', async () => {
    const { token } = await spec.issueOne(spec.a);
    expect(await spec.verdict(spec.a, forged(token))).toBe('FORGED');
    expect(await spec.verdict(spec.a, forged(token, { keyId: '00000000' }))).toBe('FORGED');
    expect(await spec.verdict(spec.a, token)).toBe('accepted');
  });

  it('a genuine ticket of another region', async () => {
    const { token, code } = await spec.issueOne(spec.b);
    expect(await spec.verdict(spec.a, token)).toBe('OTHER_TENANT');
    expect(await spec.verdict(spec.a, code)).toBe('UNKNOWN_TICKET');
    expect(await spec.verdict(spec.b, token)).toBe('accepted');
  });

  it('a code nobody was given', async () => {
    expect(await spec.verdict(spec.a, newHumanCode())).toBe('UNKNOWN_TICKET');
  });

  it('an attraction the pass does not include', async () => {
    const { token } = await spec.issueOne(spec.a, { attractions: spec.a.attractions.slice(0, 1) });
    expect(await spec.verdict(spec.a, token, 'tower-1')).toBe('WRONG_ATTRACTION');
  });

  it('before its time and after it, and says when that is', async () => {
    const { token } = await spec.issueOne(spec.a, {
      terms: { validityStarts: 'visit_date', validityPeriod: 'P1D' },
      visitDate: '2026-05-03',
    });
    const window = { validFrom: new Date('2026-05-02T16:00:00Z'), validUntil: new Date('2026-05-03T16:00:00Z') };
    expect(await spec.scan(spec.a, token)).toMatchObject({ reason: 'NOT_YET_VALID', ...window });
    const now = spec.clock.now();
    spec.clock.set(window.validUntil);
    expect(await spec.scan(spec.a, token)).toMatchObject({ reason: 'EXPIRED', ...window });
    spec.clock.set(now);
  });

  it('a visit too many, and says when the first was', async () => {
    const { token } = await spec.issueOne(spec.a, { terms: { visitsPerAttraction: 1 } });
    const firstVisitAt = spec.clock.now();
    expect(await spec.verdict(spec.a, token)).toBe('accepted');
    spec.clock.advance(60_000);
    expect(await spec.scan(spec.a, token, 'lake-2')).toMatchObject({
      reason: 'ALREADY_VISITED',
      firstVisitAt,
      unitType: 'ADULT',
    });
    expect(await spec.verdict(spec.a, token, 'tower-1')).toBe('accepted');
    expect(await spec.verdict(spec.a, token, 'garden-1')).toBe('accepted');
    expect(
      await spec.rows(
        spec.tenants.a,
        `SELECT state FROM entitlement WHERE id = (SELECT entitlement_id FROM ticket WHERE token = $1)`,
        [token],
      ),
    ).toEqual([{ state: 'exhausted' }]);
  });

  it('when no visit is left in all', async () => {
    const { token } = await spec.issueOne(spec.a, { terms: { visitsTotal: 2 } });
    await spec.scan(spec.a, token, 'lake-1');
    await spec.scan(spec.a, token, 'tower-1');
    expect(await spec.verdict(spec.a, token, 'garden-1')).toBe('EXHAUSTED');
  });

  it('a second visit that business day, not the next', async () => {
    const { token } = await spec.issueOne(spec.a, { terms: { visitsPerAttractionPerDay: 1 } });
    expect(await spec.verdict(spec.a, token)).toBe('accepted');
    expect(await spec.verdict(spec.a, token)).toBe('DAILY_LIMIT');
    spec.clock.advance(DAY_MS);
    expect(await spec.verdict(spec.a, token)).toBe('accepted');
  });

  it('what staff have revoked', async () => {
    const { token, code, passId } = await spec.issueOne(spec.a);
    const ctx = spec.tenants.request(spec.tenants.a, ['bureau-admin']);
    const input = { code, reason: 'stolen', idempotencyKey: newId() };
    const revoked = await spec.app.get(RevokeTicket).execute(ctx, input);
    expect(await spec.app.get(RevokeTicket).execute(ctx, input)).toEqual(revoked);
    expect(await spec.verdict(spec.a, token)).toBe('REVOKED');
    await expect(spec.app.get(RevokeTicket).execute(ctx, { ...input, idempotencyKey: newId() })).rejects.toMatchObject({
      code: 'TICKET_NOT_ACTIVE',
      state: 'revoked',
    });
    expect(await spec.events(spec.tenants.a, 'PassClosed')).toContainEqual({
      passId,
      reason: 'revoked',
      closedAt: spec.clock.now(),
      visits: 0,
    });
  });

  it('what was refunded', async () => {
    const { token, orderId } = await spec.issueOne(spec.a);
    await spec.write(spec.tenants.a, (tx) => spec.app.get(Fulfilment).takeBack(tx, orderId, spec.clock.now()));
    expect(await spec.verdict(spec.a, token)).toBe('REFUNDED');
  });

  it('and leaves every attempt on record', async () => {
    const rows = await spec.rows<{ reason: string }>(
      spec.tenants.a,
      `SELECT DISTINCT reason FROM redemption WHERE outcome = 'refused' ORDER BY reason`,
    );
    expect(rows.map((row) => row.reason)).toEqual([
      'ALREADY_VISITED',
      'DAILY_LIMIT',
      'EXHAUSTED',
      'EXPIRED',
      'FORGED',
      'MALFORMED',
      'NOT_YET_VALID',
      'OTHER_TENANT',
      'REFUNDED',
      'REVOKED',
      'UNKNOWN_TICKET',
      'WRONG_ATTRACTION',
    ]);
    const unnamed = await spec.rows<{ count: bigint }>(
      spec.tenants.a,
      `SELECT count(*) FROM redemption WHERE reason = 'FORGED' AND entitlement_id IS NOT NULL`,
    );
    expect(unnamed).toEqual([{ count: 0n }]);
  });
});

describe('the job that ends passes', () => {
  it('ends those whose time is over, tells settlement, and only once', async () => {
    const { token, passId } = await spec.issueOne(spec.a, {
      terms: { validityClock: 'rolling', validityPeriod: 'PT2H' },
    });
    const job = spec.app.get(ExpirePasses);
    while ((await job.run(spec.tenants.a)) > 0);
    spec.clock.advance(7_200_000);
    expect(await job.run(spec.tenants.a)).toBe(1);
    expect(await job.run(spec.tenants.a)).toBe(0);
    expect(await spec.events(spec.tenants.a, 'PassClosed')).toContainEqual({
      passId,
      reason: 'expired',
      closedAt: spec.clock.now(),
      visits: 0,
    });
    expect(await spec.verdict(spec.a, token)).toBe('EXPIRED');
    expect(await spec.events(spec.tenants.b, 'PassClosed')).toEqual([]);
  });
});
