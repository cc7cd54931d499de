import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import { TicketingSpec } from './testing/ticketing-spec.js';
import { RedeemTickets } from './use-cases/redeem-tickets.js';

let spec: TicketingSpec;
beforeAll(async () => {
  spec = await TicketingSpec.open();
});
afterAll(() => spec.close());

describe('a scan at a gate', () => {
  it('lets the holder in, by QR code or by the typed code, and says what staff need', async () => {
    const { token, code } = await spec.issueOne(spec.a, { terms: { visitsTotal: 3 } });
    const [lake] = spec.a.attractions;
    expect(await spec.scan(spec.a, token)).toMatchObject({
      outcome: 'accepted',
      gate: { code: 'lake-1', attraction: { id: lake?.id, code: 'lake' } },
      unitType: 'ADULT',
      productName: { zh: '联票', en: 'Pass' },
      visit: 1,
      visitsLeft: 2,
      validUntil: new Date('2026-05-03T16:00:00Z'),
      recordedAt: spec.clock.now(),
    });
    expect(await spec.scan(spec.a, code.toLowerCase(), 'lake-2')).toMatchObject({
      outcome: 'accepted',
      visit: 2,
      visitsLeft: 1,
    });
    expect(await spec.scan(spec.a, token, 'tower-1')).toMatchObject({ outcome: 'accepted', visit: 1, visitsLeft: 0 });
    expect(await spec.verdict(spec.a, token, 'tower-1')).toBe('EXHAUSTED');
  });

  it('gets the first answer when it is sent again, also after a refusal', async () => {
    const { token } = await spec.issueOne(spec.a, { terms: { visitsTotal: 1 } });
    const nonce = newId();
    const first = await spec.scan(spec.a, token, 'lake-1', nonce);
    expect(await spec.scan(spec.a, token, 'lake-1', nonce)).toEqual(first);
    const other = newId();
    const refused = await spec.scan(spec.a, token, 'lake-1', other);
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'ALREADY_VISITED' });
    expect(await spec.scan(spec.a, token, 'lake-1', other)).toEqual(refused);
  });

  it('gets the first answer when both are under way at once', async () => {
    const { token } = await spec.issueOne(spec.a);
    const nonce = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => spec.scan(spec.a, token, 'lake-1', nonce)));
    expect(answers[0]).toMatchObject({ outcome: 'accepted', visit: 1 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('is refused under a nonce that let another pass in', async () => {
    const [one, other] = await spec.issue(spec.a, { quantity: 2 });
    const nonce = newId();
    await spec.scan(spec.a, one?.token ?? '', 'lake-1', nonce);
    await expect(spec.scan(spec.a, other?.token ?? '', 'lake-1', nonce)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('is refused beside another pass under the same nonce, and not used up', async () => {
    const passes = await spec.issue(spec.a, { quantity: 2 });
    const nonce = newId();
    const scans = await Promise.allSettled(passes.map(({ token }) => spec.scan(spec.a, token, 'lake-1', nonce)));
    // Whose signature was checked first is first.
    const refused = scans.findIndex(({ status }) => status === 'rejected');
    expect(scans[refused]).toMatchObject({ reason: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(scans[1 - refused]).toMatchObject({ value: { outcome: 'accepted' } });
    expect(await spec.verdict(spec.a, passes[refused]?.token ?? '', 'lake-1')).toBe('accepted');
  });

  it('is for devices of that attraction: not for others, not for the authority, not for guests', async () => {
    const { token } = await spec.issueOne(spec.a);
    const { a } = spec.tenants;
    const callers = [
      spec.tenants.request(a, ['gate-operator'], ['tower']),
      spec.tenants.request(a, ['bureau-admin']),
      spec.tenants.request(a),
    ];
    const scan = { ticket: token, gateCode: 'lake-1', scanNonce: newId(), scannedAt: spec.clock.now() };
    for (const caller of callers) {
      await expect(spec.app.get(RedeemTickets).execute(caller, scan)).rejects.toMatchObject({ action: 'redeem' });
    }
    await expect(spec.scan(spec.a, token, 'nowhere-1')).rejects.toMatchObject({ code: 'GATE_NOT_FOUND' });
    await expect(spec.scan(spec.a, token, 'lake-1', 'short')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(
      await spec.rows(
        a,
        'SELECT id FROM entitlement WHERE visits_used > 0 AND id = (SELECT entitlement_id FROM ticket WHERE token = $1)',
        [token],
      ),
    ).toEqual([]);
  });

  it('believes the clock of a device only when it is nearly right', async () => {
    const { token } = await spec.issueOne(spec.a);
    const now = spec.clock.now();
    const scan = (scannedAt: Date) =>
      spec.app
        .get(RedeemTickets)
        .execute(spec.gate(spec.a), { ticket: token, gateCode: 'lake-1', scanNonce: newId(), scannedAt });
    const near = await scan(new Date(now.getTime() - 30_000));
    const far = await scan(new Date(now.getTime() + 86_400_000));
    const rows = await spec.rows<{ scanned_at: Date }>(
      spec.tenants.a,
      'SELECT scanned_at FROM redemption WHERE id = ANY($1) ORDER BY scanned_at',
      [[near.redemptionId, far.redemptionId]],
    );
    expect(rows.map((row) => row.scanned_at)).toEqual([new Date(now.getTime() - 30_000), now]);
  });
});

describe('what a visit tells the others', () => {
  it('leaves with the visit, once', async () => {
    const { token, passId, orderId } = await spec.issueOne(spec.a, { terms: { visitsTotal: 2 } });
    const nonce = newId();
    const first = await spec.scan(spec.a, token, 'lake-1', nonce);
    await spec.scan(spec.a, token, 'lake-1', nonce);
    await spec.scan(spec.a, token, 'lake-1');
    await spec.scan(spec.a, token, 'lake-1');
    const [lake] = spec.a.attractions;
    const redeemed = (await spec.events(spec.tenants.a, 'TicketRedeemed')).filter(
      (event) => 'passId' in event && event.passId === passId,
    );
    expect(redeemed).toEqual([
      {
        redemptionId: first.redemptionId,
        passId,
        attractionId: lake?.id,
        gateId: expect.any(String),
        scannedAt: spec.clock.now(),
        visit: 1,
      },
      expect.objectContaining({ visit: 2 }),
    ]);
    expect(await spec.events(spec.tenants.a, 'PassClosed')).toContainEqual({
      passId,
      reason: 'exhausted',
      closedAt: spec.clock.now(),
      visits: 2,
    });
    const firstUse = await spec.rows(
      spec.tenants.a,
      `SELECT FROM outbox WHERE consumer = 'ticketing.orders' AND type = 'PassFirstUsed' AND payload ->> 'stored' LIKE '%' || $1 || '%'`,
      [orderId],
    );
    expect(firstUse).toHaveLength(1);
  });

  it('is not seen by the other tenant', async () => {
    expect(await spec.rows(spec.tenants.b, 'SELECT id FROM redemption UNION ALL SELECT id FROM outbox')).toEqual([]);
    expect(await spec.rows(spec.tenants.b, 'SELECT id FROM entitlement')).toEqual([]);
  });
});
