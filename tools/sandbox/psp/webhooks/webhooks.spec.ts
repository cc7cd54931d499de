import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Listening } from '../../http/loopback-server.js';
import { aMerchantServer, ADMIN_SECRET, PspCaller, until, WEBHOOK_SECRET } from '../psp.fixtures.js';
import { isSignedBy } from '../signature.js';
import { type PspOptions, startPsp } from '../start-psp.js';

describe('webhooks', () => {
  let psp: Listening;
  let shop: Awaited<ReturnType<typeof aMerchantServer>>;
  let caller: PspCaller;

  const start = async (options: Partial<PspOptions> = {}) => {
    psp = await startPsp({
      adminSecret: ADMIN_SECRET,
      webhookDelayMs: [0, 5],
      duplicatePpm: 0,
      retryBaseMs: 5,
      ...options,
    });
    caller = new PspCaller(psp.url);
    await caller.register();
  };
  beforeEach(async () => {
    shop = await aMerchantServer();
  });
  afterEach(async () => {
    await psp.close();
    await shop.close();
  });

  it('reports a payment, signed, to a *.localhost name', async () => {
    await start();
    const id = await caller.paid(shop.notifyUrl, 'order-1');
    await until(() => shop.received.length === 1);
    const [webhook] = shop.received;
    expect(webhook).toMatchObject({
      path: '/webhooks/psp',
      host: shop.host,
      event: {
        type: 'payment.succeeded',
        merchant: 'yrd',
        data: { paymentId: id, reference: 'order-1', amountMinor: '29800', currency: 'CNY', feeMinor: '179' },
      },
    });
    expect(isSignedBy(WEBHOOK_SECRET, webhook?.signature, webhook?.body ?? '', new Date())).toBe(true);
    expect(isSignedBy('another', webhook?.signature, webhook?.body ?? '', new Date())).toBe(false);
  });

  it('reports a decline, an expiry and a refund', async () => {
    await start();
    await caller.checkout(await caller.pending(shop.notifyUrl, 'd'), { action: 'decline' });
    await caller.pending(shop.notifyUrl, 'e', 10);
    const paid = await caller.paid(shop.notifyUrl, 'r');
    await caller.signed('POST', `/v1/payments/${paid}/refunds`, { reference: 'refund-1', amountMinor: '100' });
    await until(() => shop.received.length === 4);
    const events = new Map(shop.received.map(({ event }) => [event.type, event.data]));
    expect(events.get('payment.declined')).toMatchObject({ reference: 'd', feeMinor: '0' });
    expect(events.get('payment.expired')).toMatchObject({ reference: 'e' });
    expect(events.get('refund.succeeded')).toMatchObject({
      reference: 'r',
      refundReference: 'refund-1',
      amountMinor: '100',
      feeMinor: '0',
      refundId: expect.stringMatching(/^ref_/),
    });
  });

  it('repeats the same event until it is accepted', async () => {
    await start();
    shop.answers.push(500, 503);
    await caller.paid(shop.notifyUrl, 'order-1');
    await until(async () => (await caller.webhooksThat('delivered')).length === 1);
    expect(await caller.webhooksThat('delivered')).toEqual([expect.objectContaining({ attempts: 3 })]);
    expect(shop.received).toHaveLength(3);
    expect(new Set(shop.received.map(({ body }) => body)).size).toBe(1);
  });

  it('sends an accepted event twice when the dice say so', async () => {
    await start({ duplicatePpm: 1_000_000 });
    await caller.paid(shop.notifyUrl, 'order-1');
    await until(() => shop.received.length === 2);
    expect(shop.received[1]?.event.id).toBe(shop.received[0]?.event.id);
  });

  it('waits as long as it is told', async () => {
    await start({ webhookDelayMs: [150, 160] });
    await caller.paid(shop.notifyUrl, 'order-1');
    const paidAt = Date.now();
    await until(() => shop.received.length === 1);
    expect(Date.now() - paidAt).toBeGreaterThanOrEqual(120);
  });

  it('gives up after ten attempts, says so, and can be told to try again', async () => {
    await start({ retryBaseMs: 0.1 });
    shop.answers.push(...Array<number>(10).fill(500));
    await caller.paid(shop.notifyUrl, 'order-1');
    await until(async () => (await caller.webhooksThat('failed')).length === 1);
    const failed = await caller.webhooksThat('failed');
    expect(failed).toEqual([expect.objectContaining({ attempts: 10, lastError: 'HTTP 500' })]);
    expect((await caller.admin('POST', `/admin/webhooks/${failed[0]?.id}/replay`)).status).toBe(202);
    await until(() => shop.received.length === 11);
    expect((await caller.admin('POST', '/admin/webhooks/evt_unknown/replay')).status).toBe(404);
  });

  it('delivers after a restart what the killed process still owed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'psp-'));
    const stateFile = join(folder, 'psp.jsonl');
    await start({ stateFile, webhookDelayMs: [60_000, 60_000] });
    const id = await caller.paid(shop.notifyUrl, 'order-1');
    await psp.close();
    await appendFile(stateFile, '{"kind":"payment","key":"torn');
    await start({ stateFile });
    await until(() => shop.received.length === 1);
    expect(await (await caller.signed('GET', `/v1/payments/${id}`)).json()).toMatchObject({
      state: 'succeeded',
      feeMinor: '179',
    });
    await rm(folder, { recursive: true });
  });
});
