import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { createHash } from 'node:crypto';

import { HastyProvider } from './hasty-provider.fixtures.js';
import { Market } from './market.fixtures.js';
import type { Sent } from './provider.fixtures.js';
import type { Held, Shop } from './shop.fixtures.js';

const DOOR = '/webhooks/payments/sandbox-psp';
const SIX_MINUTES_MS = 360_000;

interface Notice {
  readonly merchant: string;
  readonly data: { readonly amountMinor: string };
}

describe('notices of a payment provider', () => {
  let market: Market;
  let hasty: HastyProvider;
  let yrd: Shop;
  let kansai: Shop;
  beforeAll(async () => {
    market = await Market.open(async (provider) => {
      hasty = await HastyProvider.start(provider);
      return { PSP_URL: hasty.url };
    });
    ({ yrd, kansai } = market);
  }, 120_000);
  afterAll(async () => {
    await market.close();
    await hasty.close();
  }, 60_000);

  /** An order that is paid at the provider, whose notice is not on its way for a while. */
  async function paidInSilence(): Promise<{ held: Held; notice: Sent }> {
    const held = await yrd.hold();
    market.provider.noticeDelayMs = 50_000;
    const { paymentId } = await yrd.pay(held);
    market.provider.noticeDelayMs = 0;
    const [notice] = await market.provider.noticesOf(paymentId);
    return { held, notice: notice! };
  }

  async function signedBy(shop: Shop, body: string, at?: Date): Promise<string> {
    const { tenantId } = await market.platform.placeOf(shop.region.slug);
    return market.provider.sign(tenantId, body, at);
  }

  async function deliver(body: string, signature?: string, host = 'yrd.localhost') {
    const answer = await market.platform.post(DOOR, body, signature ? { 'x-signature': signature } : {}, host);
    return { status: answer.status, verdict: answer.body.verdict as string | undefined, text: answer.text };
  }

  /** The verdicts kept about deliveries of this text. */
  async function recorded(shop: Shop, body: string): Promise<string[]> {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const rows = await market.platform.rows<{ verdict: string }>(
      shop.region.slug,
      'SELECT verdict FROM payment_notice WHERE body_sha256 = $1 ORDER BY received_at, id',
      [sha256],
    );
    return rows.map(({ verdict }) => verdict);
  }

  /** The same notice with something else in it. */
  function altered(body: string, change: (notice: Notice) => object): string {
    const notice = JSON.parse(body) as Notice;
    return JSON.stringify({ ...notice, ...change(notice) });
  }

  it('act once, however often they are repeated, and every delivery is recorded', async () => {
    const { held, notice } = await paidInSilence();
    const signature = await signedBy(yrd, notice.body);
    expect(await deliver(notice.body, signature)).toMatchObject({ status: 200, verdict: 'applied' });
    expect((await yrd.reaches(held, 'ISSUED')).tickets).toHaveLength(1);
    const left = (await yrd.region.books()).left.minor;
    for (let times = 0; times < 3; times += 1)
      expect(await deliver(notice.body, signature)).toMatchObject({ status: 200, verdict: 'repeated' });
    expect(await yrd.order(held)).toMatchObject({ state: 'ISSUED', tickets: [{}], payments: [{}], refunds: [] });
    expect((await yrd.region.books()).left.minor).toBe(left);
    expect(await recorded(yrd, notice.body)).toEqual(['applied', 'repeated', 'repeated', 'repeated']);
  });

  it('have no second effect under another event id', async () => {
    const { held, notice } = await paidInSilence();
    const second = altered(notice.body, () => ({ id: `evt_${newId()}` }));
    expect(await deliver(notice.body, await signedBy(yrd, notice.body))).toMatchObject({ verdict: 'applied' });
    expect(await deliver(second, await signedBy(yrd, second))).toMatchObject({ status: 200, verdict: 'ignored' });
    expect((await yrd.reaches(held, 'ISSUED')).payments).toHaveLength(1);
  });

  it('that are forged have no effect, and are recorded', async () => {
    const { held, notice } = await paidInSilence();
    const { body } = notice;
    const good = await signedBy(yrd, body);
    const cheaper = altered(body, ({ data }) => ({ data: { ...data, amountMinor: '1' } }));
    const forgeries: readonly (readonly [string, string, string | undefined])[] = [
      ['without a signature', body, undefined],
      ['with a bad signature', body, good.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
      ['with a signature that is none', body, 't=now,v1=yes'],
      ['with a stale timestamp', body, await signedBy(yrd, body, new Date(Date.now() - SIX_MINUTES_MS))],
      ['with a timestamp to come', body, await signedBy(yrd, body, new Date(Date.now() + SIX_MINUTES_MS))],
      ['with a newer timestamp on an old signature', body, good.replace(/^t=\d+/, 't=1')],
      ["with another tenant's secret", body, await signedBy(kansai, body)],
      ['with another amount', cheaper, good],
    ];
    const verdicts: [string, number][] = [];
    for (const [how, text, signature] of forgeries) {
      const answer = await deliver(text, signature);
      verdicts.push([how, answer.status]);
      expect(answer.text).not.toMatch(/pay_|stack|secret/i);
    }
    expect(verdicts).toEqual(forgeries.map(([how]) => [how, 401]));
    expect(await yrd.order(held)).toMatchObject({ state: 'HELD', payments: [{ state: 'pending' }] });
    expect(await recorded(yrd, body)).toEqual(Array(forgeries.length - 1).fill('forged'));
    expect(await recorded(yrd, cheaper)).toEqual(['forged']);
    expect(await deliver(body, good)).toMatchObject({ status: 200, verdict: 'applied' });
  });

  it("of one tenant are forged at another's host", async () => {
    const { notice } = await paidInSilence();
    const signature = await signedBy(yrd, notice.body);
    expect(await deliver(notice.body, signature, 'kansai.localhost')).toMatchObject({ status: 401 });
    expect(await recorded(kansai, notice.body)).toEqual(['forged']);
    expect(await recorded(yrd, notice.body)).toEqual([]);
  });

  it('about another amount or currency than was asked for pay nothing', async () => {
    const { held, notice } = await paidInSilence();
    for (const change of [{ amountMinor: '1' }, { currency: 'JPY' }]) {
      const other = altered(notice.body, ({ data }) => ({ id: `evt_${newId()}`, data: { ...data, ...change } }));
      expect(await deliver(other, await signedBy(yrd, other))).toMatchObject({ status: 200, verdict: 'ignored' });
      expect(await recorded(yrd, other)).toEqual(['ignored']);
    }
    expect(await yrd.order(held)).toMatchObject({ state: 'HELD', payments: [{ state: 'pending' }] });
  });

  it('about a payment nobody knows are ignored, and recorded', async () => {
    const { notice } = await paidInSilence();
    for (const reference of [newId(), 'none', '', '../..', `' OR 1=1 --`]) {
      const unknown = altered(notice.body, ({ data }) => ({ id: `evt_${newId()}`, data: { ...data, reference } }));
      expect(await deliver(unknown, await signedBy(yrd, unknown))).toMatchObject({ status: 200, verdict: 'ignored' });
      expect(await recorded(yrd, unknown)).toEqual(['ignored']);
    }
  });

  it('that make no sense are malformed, and recorded', async () => {
    for (const body of ['{}', '[]', 'null', '{"id":1}', `{"id":"${newId()}","type":"payment.exploded","data":{}}`]) {
      expect(await deliver(body, await signedBy(yrd, body))).toMatchObject({ status: 200, verdict: 'malformed' });
      expect(await recorded(yrd, body)).toEqual(['malformed']);
    }
  });

  it('of a provider nobody deals with find no door', async () => {
    expect((await market.platform.post('/webhooks/payments/other-psp', '{}')).status).toBe(404);
  });

  it('may be here before the payment they are about is known to be open', async () => {
    hasty.hasty = true;
    const held = await yrd.hold();
    const { paymentId } = await yrd.checkout(held);
    hasty.hasty = false;
    const { payments } = await yrd.reaches(held, 'ISSUED');
    expect(payments).toEqual([{ id: paymentId, state: 'succeeded' }]);
    const [notice] = await market.provider.noticesOf(paymentId);
    expect(await recorded(yrd, notice!.body)).toEqual(['applied']);
  });

  it('leave books that balance', async () => {
    const books = await yrd.region.books();
    expect(books).toMatchObject({ holds: true, eventsParked: 0 });
  });
});
