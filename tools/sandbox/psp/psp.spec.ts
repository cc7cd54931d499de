import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localFetch } from '../http/local-fetch.js';
import type { Listening } from '../http/loopback-server.js';
import { aMerchantServer, ADMIN_SECRET, anOrder, API_KEY, PspCaller } from './psp.fixtures.js';
import { signatureHeader } from './signature.js';
import { startPsp } from './start-psp.js';

describe('sandbox payment provider', () => {
  let psp: Listening;
  let shop: Awaited<ReturnType<typeof aMerchantServer>>;
  let caller: PspCaller;

  beforeAll(async () => {
    shop = await aMerchantServer();
    psp = await startPsp({ adminSecret: ADMIN_SECRET, webhookDelayMs: [0, 5], duplicatePpm: 0 });
    caller = new PspCaller(psp.url);
    expect(await caller.register()).toBe(204);
  });
  afterAll(async () => {
    await psp.close();
    await shop.close();
  });

  const create = (order: object, headers?: Record<string, string>) =>
    caller.signed('POST', '/v1/payments', order, headers);

  describe('a merchant', () => {
    it('opens a payment and reads it again', async () => {
      const response = await create(anOrder(shop.notifyUrl, 'open-1'));
      expect(response.status).toBe(201);
      const payment = (await response.json()) as { id: string };
      expect(payment).toMatchObject({ state: 'pending', checkoutUrl: `${psp.url}/checkout/${payment.id}` });
      expect(await (await caller.signed('GET', `/v1/payments/${payment.id}`)).json()).toEqual(payment);
    });

    it.each([
      ['without a signature', { 'x-signature': '' }],
      ['as somebody unknown', { 'x-merchant': 'nobody' }],
      ['with another body’s signature', { 'x-signature': signatureHeader(API_KEY, '{}', new Date()) }],
      ['with another key', { 'x-signature': signatureHeader('another-key', '', new Date()) }],
    ])('is refused %s', async (_case, headers) => {
      const response = await create(anOrder(shop.notifyUrl, 'unsigned'), headers);
      expect([response.status, await response.json()]).toEqual([401, { error: 'SIGNATURE_INVALID' }]);
    });

    it('is refused with a signature older than five minutes', async () => {
      const order = anOrder(shop.notifyUrl, 'stale');
      const stale = signatureHeader(API_KEY, JSON.stringify(order), new Date(Date.now() - 301_000));
      expect((await create(order, { 'x-signature': stale })).status).toBe(401);
    });

    it('gets the same answer for the same order, and 409 for another under its reference', async () => {
      const order = anOrder(shop.notifyUrl, 'twice');
      const [first, second] = [await (await create(order)).json(), await (await create(order)).json()];
      expect(second).toEqual(first);
      const other = await create({ ...order, amountMinor: '1' });
      expect([other.status, await other.json()]).toEqual([409, { error: 'REFERENCE_REUSED', reference: 'twice' }]);
    });

    it.each([
      ['amountMinor', '0'],
      ['amountMinor', '1.5'],
      ['amountMinor', 298],
      ['currency', 'yuan'],
      ['reference', ''],
      ['notifyUrl', 'file:///etc/passwd'],
      ['expiresAt', 'tomorrow'],
    ])('is told that %s cannot be %j', async (field, value) => {
      const response = await create({ ...anOrder(shop.notifyUrl, 'invalid'), [field]: value });
      expect([response.status, await response.json()]).toEqual([
        400,
        expect.objectContaining({ error: 'INVALID_INPUT', field }),
      ]);
    });

    it('sees nothing of another merchant', async () => {
      const stranger = new PspCaller(psp.url, 'other');
      await stranger.register();
      const id = await caller.paid(shop.notifyUrl, 'mine');
      expect((await stranger.signed('GET', `/v1/payments/${id}`)).status).toBe(404);
      expect(
        (await stranger.signed('POST', `/v1/payments/${id}/refunds`, { reference: 'theirs', amountMinor: '1' })).status,
      ).toBe(404);
    });

    it('may not send more than fits', async () => {
      expect((await create({ ...anOrder(shop.notifyUrl, 'big'), description: 'x'.repeat(70_000) })).status).toBe(413);
    });
  });

  describe('a visitor', () => {
    it('sees the amount in their language and two buttons', async () => {
      const id = await caller.pending(shop.notifyUrl, 'seen');
      const page = await localFetch(`${psp.url}/checkout/${id}`, { headers: { 'accept-language': 'zh-CN' } });
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      const text = await page.text();
      expect(text).toContain('¥298.00');
      expect(text).toContain('value="pay"');
      expect(text).toContain('value="decline"');
    });

    it('pays once: a second answer changes nothing', async () => {
      const id = await caller.pending(shop.notifyUrl, 'once');
      expect(await (await caller.checkout(id, { action: 'pay' })).json()).toMatchObject({ state: 'succeeded' });
      expect((await caller.checkout(id, { action: 'pay' })).status).toBe(200);
      const second = await caller.checkout(id, { action: 'decline' });
      expect([second.status, await second.json()]).toEqual([
        409,
        expect.objectContaining({ state: 'succeeded', error: 'PAYMENT_NOT_PENDING' }),
      ]);
    });

    it('declines, by the button or by the card', async () => {
      const byButton = await caller.pending(shop.notifyUrl, 'declined-1');
      expect(await (await caller.checkout(byButton, { action: 'decline' })).json()).toMatchObject({
        state: 'declined',
      });
      const byCard = await caller.pending(shop.notifyUrl, 'declined-2');
      expect(
        await (await caller.checkout(byCard, { action: 'pay', card: '4000 0000 0000 0002' })).json(),
      ).toMatchObject({ state: 'declined' });
    });

    it('is sent back to the merchant by the form', async () => {
      const id = await caller.pending(shop.notifyUrl, 'form');
      const response = await localFetch(`${psp.url}/checkout/${id}`, {
        method: 'POST',
        body: new URLSearchParams({ action: 'pay' }),
      });
      expect([response.status, response.headers.get('location')]).toEqual([303, 'http://yrd.localhost:4000/orders/1']);
    });

    it('comes too late', async () => {
      const id = await caller.pending(shop.notifyUrl, 'late', -1_000);
      expect(await (await caller.checkout(id, { action: 'pay' })).json()).toMatchObject({
        state: 'expired',
        error: 'PAYMENT_NOT_PENDING',
      });
    });

    it('finds no payment behind a guessed address', async () => {
      expect((await localFetch(`${psp.url}/checkout/pay_guess`)).status).toBe(404);
    });
  });

  describe('a refund', () => {
    const refund = async (id: string, reference: string, amountMinor: string) => {
      const response = await caller.signed('POST', `/v1/payments/${id}/refunds`, { reference, amountMinor });
      return [response.status, await response.json()] as const;
    };

    it('never exceeds what was captured', async () => {
      const id = await caller.paid(shop.notifyUrl, 'refunded');
      expect((await refund(id, 'part', '10000'))[0]).toBe(201);
      expect(await refund(id, 'rest-and-one', '19801')).toEqual([
        422,
        { error: 'REFUND_EXCEEDS_CAPTURED', refundableMinor: '19800' },
      ]);
      expect((await refund(id, 'rest', '19800'))[0]).toBe(201);
      expect((await refund(id, 'more', '1'))[0]).toBe(422);
    });

    it('asked for twice is made once', async () => {
      const id = await caller.paid(shop.notifyUrl, 'refund-twice');
      const first = await refund(id, 'again', '29800');
      expect(await refund(id, 'again', '29800')).toEqual(first);
      expect((await refund(id, 'again', '1'))[0]).toBe(409);
    });

    it('of an uncaptured payment is refused', async () => {
      const id = await caller.pending(shop.notifyUrl, 'uncaptured');
      expect(await refund(id, 'early', '1')).toEqual([422, { error: 'PAYMENT_NOT_CAPTURED', state: 'pending' }]);
    });
  });

  it('guards its admin API', async () => {
    expect(
      (
        await caller.admin(
          'PUT',
          '/admin/merchants/x',
          { apiKey: 'k'.repeat(9), webhookSecret: 'w'.repeat(9) },
          'guess',
        )
      ).status,
    ).toBe(401);
    expect((await caller.admin('GET', '/admin/webhooks', undefined, '')).status).toBe(401);
  });

  it('refuses to start in production', async () => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    await expect(startPsp({ adminSecret: ADMIN_SECRET })).rejects.toThrow('refuses to start');
    process.env.NODE_ENV = before;
  });
});
