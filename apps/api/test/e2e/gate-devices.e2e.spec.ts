import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { setTimeout as pause } from 'node:timers/promises';

import { keyedClientToken } from '../../../../tools/sandbox/index.js';
import { aDeviceKey, type DeviceKey } from './device-key.fixtures.js';
import { Market } from './market.fixtures.js';
import { mutation, type Account, type Caller, type Outcome } from './region.fixtures.js';
import type { Shop } from './shop.fixtures.js';

interface Registered extends Outcome {
  readonly clientId: string;
  readonly keyId: string;
  readonly issuer: string;
}

const DEVICE = '... on GateDevice { gateCode clientId keyId issuer }';

let market: Market;
let yrd: Shop;
let ticket: string;
beforeAll(async () => {
  market = await Market.open();
  ({ yrd } = market);
}, 120_000);
afterAll(() => market.close(), 60_000);
beforeEach(async () => {
  ({
    ticket: { token: ticket },
  } = await yrd.bought());
});

function register(who: Caller, gateCode: string, publicKey: string): Promise<Registered> {
  return yrd.region.command<Registered>(who, 'registerGateDevice', { gateCode, publicKey }, DEVICE);
}

/** What the device does: it signs with its key, at the issuer it was told, and names the client it was told. */
async function signIn({ clientId, keyId, issuer }: Registered, { privateKey }: DeviceKey): Promise<Account> {
  const [issuerUrl = '', realm = ''] = issuer.split('/realms/');
  // A token of the very second in which a key took another's place does not count.
  await pause(1_100);
  const { accessToken } = await keyedClientToken({ issuerUrl, realm, clientId, keyId, privateKey });
  return { token: accessToken };
}

/** The code of a refusal, or what the gate said. */
async function scanBy(device: Account, gateCode: string): Promise<string> {
  const input = { ticket, gateCode, scanNonce: newId(), scannedAt: new Date().toISOString() };
  const { body } = await yrd.region.ask(device, mutation('redeemTicket'), { input });
  const [error] = body.errors ?? [];
  return error ? String(error.extensions.code) : ((body.data?.redeemTicket as Outcome | undefined)?.__typename ?? '');
}

/** The gates' lean door. */
async function leanBy(device: Account, gate: string): Promise<number> {
  const scan = { ticket, gate, nonce: newId(), scannedAt: new Date().toISOString() };
  const headers = { authorization: `Bearer ${device.token}` };
  return (await market.platform.post('/gate/v1/redemptions', scan, headers)).status;
}

describe("a gate's device", () => {
  it.each(['jwk', 'pem'] as const)('signs in with the key that was registered as %s, and redeems', async (form) => {
    const key = aDeviceKey();
    const made = await register('manager', 'wuzhen-main', key[form]);
    expect(made).toMatchObject({ clientId: 'gate-wuzhen-main', keyId: key.keyId });
    expect(await scanBy(await signIn(made, key), 'wuzhen-main')).toBe('RedemptionAccepted');
  });

  it("[S44] redeems at no other attraction, by either door, and at no other authority's", async () => {
    const key = aDeviceKey();
    const device = await signIn(await register('manager', 'wuzhen-main', key.jwk), key);
    for (const gate of ['xitang-main', 'xitang-side']) {
      expect(await scanBy(device, gate)).toBe('FORBIDDEN');
      expect(await leanBy(device, gate)).toBe(403);
    }
    const elsewhere = await market.platform.ask('kansai', '{ storefront { slug } }', {}, device.token);
    expect(elsewhere.status).toBe(401);
    // The pass is good at both: nothing was used up.
    expect(await yrd.scan(ticket, 'xitang-main')).toBe('ACCEPTED');
    expect(await scanBy(device, 'wuzhen-main')).toBe('RedemptionAccepted');
  });

  it('is another one once another key is registered: the old one gets no token, and its last one ends', async () => {
    const [old, next] = [aDeviceKey(), aDeviceKey()];
    const made = await register('admin', 'wuzhen-side', old.jwk);
    const device = await signIn(made, old);
    expect(await scanBy(device, 'wuzhen-side')).toBe('RedemptionAccepted');
    const again = await register('admin', 'wuzhen-side', next.jwk);
    expect(await scanBy(device, 'wuzhen-side')).toBe('UNAUTHENTICATED');
    await expect(signIn(made, old)).rejects.toMatchObject({ code: 'invalid_client' });
    expect(await scanBy(await signIn(again, next), 'wuzhen-side')).toBe('RedemptionRefused');
  });

  it('stays the last one when an older registration arrives once more', async () => {
    const [old, last] = [aDeviceKey(), aDeviceKey()];
    const late = { gateCode: 'wuzhen-side', publicKey: old.jwk, idempotencyKey: newId() };
    const first = await yrd.region.command<Registered>('manager', 'registerGateDevice', late, DEVICE);
    const made = await register('manager', 'wuzhen-side', last.jwk);
    expect(await yrd.region.command('manager', 'registerGateDevice', late, DEVICE)).toEqual(first);
    await expect(signIn(made, last)).resolves.toBeDefined();
  });

  it('is nobody once it is removed, which may be said twice', async () => {
    const key = aDeviceKey();
    const made = await register('manager', 'wuzhen-main', key.jwk);
    const device = await signIn(made, key);
    for (const _ of [1, 2]) await yrd.region.done('manager', 'removeGateDevice', { gateCode: 'wuzhen-main' });
    expect(await scanBy(device, 'wuzhen-main')).toBe('UNAUTHENTICATED');
    await expect(signIn(made, key)).rejects.toMatchObject({ code: 'invalid_client' });
  });

  it('is registered and removed for the gates of their own attraction by its manager, for all by the bureau', async () => {
    const { jwk } = aDeviceKey();
    const gate = { gateCode: 'xitang-main' };
    for (const [name, input] of [
      ['registerGateDevice', { ...gate, publicKey: jwk }],
      ['removeGateDevice', gate],
    ] as const) {
      const variables = { input: { ...input, idempotencyKey: newId() } };
      for (const who of ['manager', 'gate', 'finance'] as const) {
        const { body } = await yrd.region.ask(who, mutation(name), variables);
        expect([name, who, body.errors?.[0]?.extensions.code]).toEqual([name, who, 'FORBIDDEN']);
      }
      await yrd.region.done('admin', name, input);
    }
  });

  it('is in the audit trail by who, which gate and which key', async () => {
    const key = aDeviceKey();
    await register('manager', 'wuzhen-side', key.jwk);
    await yrd.region.done('manager', 'removeGateDevice', { gateCode: 'wuzhen-side' });
    const asked = '{ auditLog(first: 2) { nodes { action actorName subjectType subjectId changes { field after } } } }';
    const { auditLog } = await yrd.region.query<{ auditLog: { nodes: object[] } }>('admin', asked);
    const common = { actorName: 'manager', subjectType: 'Gate', subjectId: 'wuzhen-side' };
    expect(auditLog.nodes).toEqual([
      { ...common, action: 'ticketing.removeGateDevice', changes: [] },
      { ...common, action: 'ticketing.registerGateDevice', changes: [{ field: 'keyId', after: key.keyId }] },
    ]);
  });
});
