import { describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import fc from 'fast-check';
import { sign, verify } from 'node:crypto';

import {
  newKeyPair,
  privateKeyOf,
  publicKeyOf,
  readTicket,
  signTicket,
  verifyTicket,
  type TicketClaims,
} from './index.js';
import * as portable from './portable.js';

/** RFC 8032, 7.1: keys and signatures anyone can recompute. */
const VECTORS = [
  {
    secret: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    open: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    secret: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    open: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
];
const [{ secret, open } = { secret: '', open: '' }] = VECTORS;
const rawPublicKey = Buffer.from(open, 'hex');
const key = { keyId: 'a1b2c3d4', privateKey: privateKeyOf(Buffer.from(secret, 'hex')) };
const publicKey = publicKeyOf(rawPublicKey);
const claims: TicketClaims = {
  keyId: key.keyId,
  tenantId: '019ab0b0-0000-7000-8000-000000000001',
  passId: '019ab0b0-0000-7000-8000-000000000002',
  notBefore: new Date('2026-11-01T00:00:00Z'),
  notAfter: new Date('2026-11-04T00:00:00Z'),
  flags: 3,
  nonce: '0badcafe',
};
/** Never to change: tickets like it are printed and in wallets. */
const GOLDEN =
  'LP1.AQOhssPUAZqwsAAAcACAAAAAAAAAAQGasLAAAHAAgAAAAAAAAAJq5oEAaup1gAutyv4mxBxPnr83Wc_QlsJGpqWcGxCASGl0l5p8Kw6dZRsw1p9lHXSoIAapHl9cJnaPrB8ChyZt1W9uif3qVrN96eoL';

const ours = (keyId: string) => (keyId === key.keyId ? publicKey : undefined);
const oursRaw = (keyId: string) => (keyId === key.keyId ? rawPublicKey : undefined);

it.each(VECTORS)('keys and signatures are those of RFC 8032', (vector) => {
  const message = Buffer.from(vector.message, 'hex');
  const signature = sign(null, message, privateKeyOf(Buffer.from(vector.secret, 'hex')));
  expect(signature.toString('hex')).toBe(vector.signature);
  expect(verify(null, message, publicKeyOf(Buffer.from(vector.open, 'hex')), signature)).toBe(true);
});

describe('a ticket token', () => {
  it('is the same text for ever', async () => {
    expect(signTicket(claims, key)).toBe(GOLDEN);
    expect(readTicket(GOLDEN)).toEqual({ ok: true, claims });
    expect(await verifyTicket(GOLDEN, ours)).toEqual({ ok: true, claims });
    await expect(portable.verifyTicket(GOLDEN, oursRaw)).resolves.toEqual({ ok: true, claims });
  });

  it('gives back every claim that was signed', async () => {
    const anySecond = fc.integer({ min: 0, max: 0xffff_ffff }).map((second) => new Date(second * 1000));
    const anyHex = fc.integer({ min: 0, max: 0xffff_ffff }).map((value) => value.toString(16).padStart(8, '0'));
    const anyClaims = fc.record({
      tenantId: fc.uuid(),
      passId: fc.uuid(),
      notBefore: anySecond,
      notAfter: anySecond,
      flags: fc.nat(255),
      nonce: anyHex,
    });
    await fc.assert(
      fc.asyncProperty(anyClaims, async (some) => {
        const token = signTicket(some, key);
        expect(token).toHaveLength(156);
        expect(await verifyTicket(token, ours)).toEqual({ ok: true, claims: { ...some, keyId: key.keyId } });
      }),
    );
  });

  it('does not sign what does not fit', () => {
    const unfit: Partial<TicketClaims>[] = [
      { nonce: 'BADCAFE0' },
      { nonce: '0bad' },
      { passId: 'p1' },
      { tenantId: '' },
      { flags: 256 },
      { flags: -1 },
    ];
    for (const wrong of unfit) expect(() => signTicket({ ...claims, ...wrong }, key)).toThrow(RangeError);
    expect(() => signTicket(claims, { ...key, keyId: 'a1b2' })).toThrow(RangeError);
  });

  it('holds what its instants can hold', () => {
    const token = signTicket(
      { ...claims, notBefore: new Date('1960-01-01T00:00:00Z'), notAfter: new Date('2200-01-01T00:00:00Z') },
      key,
    );
    expect(readTicket(token)).toMatchObject({
      claims: { notBefore: new Date(0), notAfter: new Date(0xffff_ffff * 1000) },
    });
  });

  it('is forged when another key signed it under our key id, and of an unknown key otherwise', async () => {
    const other = { keyId: key.keyId, privateKey: privateKeyOf(newKeyPair().privateKey) };
    const forged = signTicket(claims, other);
    const unknown = signTicket(claims, { ...other, keyId: '00000000' });
    expect(await verifyTicket(forged, ours)).toEqual({ ok: false, fault: 'forged' });
    expect(await verifyTicket(unknown, ours)).toEqual({ ok: false, fault: 'unknown_key' });
    await expect(portable.verifyTicket(forged, oursRaw)).resolves.toEqual({ ok: false, fault: 'forged' });
    await expect(portable.verifyTicket(unknown, oursRaw)).resolves.toEqual({ ok: false, fault: 'unknown_key' });
  });

  it('is refused with any one bit turned over', async () => {
    const bytes = Buffer.from(GOLDEN.slice(4), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = Buffer.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await verifyTicket(`LP1.${turned.toString('base64url')}`, ours)).toMatchObject({ ok: false });
    }
  });

  it('is refused with its signature written another way (s + L), by both verifiers', async () => {
    const bytes = Buffer.from(GOLDEN.slice(4), 'base64url');
    const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
    const s = BigInt(`0x${Buffer.from(bytes.subarray(82)).reverse().toString('hex')}`) + order;
    Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse().copy(bytes, 82);
    const text = `LP1.${bytes.toString('base64url')}`;
    expect(await verifyTicket(text, ours)).toEqual({ ok: false, fault: 'forged' });
    await expect(portable.verifyTicket(text, oursRaw)).resolves.toEqual({ ok: false, fault: 'forged' });
  });

  it('of a later version asks for newer software', async () => {
    const later = Buffer.from(GOLDEN.slice(4), 'base64url');
    later[0] = 2;
    expect(await verifyTicket(`LP1.${later.toString('base64url')}`, ours)).toEqual({
      ok: false,
      fault: 'unsupported_version',
    });
    expect(readTicket('LP2.AAAA')).toEqual({ ok: false, fault: 'unsupported_version' });
  });

  it.each([
    '',
    'LP1.',
    'LP0.AAAA',
    'LP2.',
    GOLDEN.slice(0, -1),
    `${GOLDEN}A`,
    `${GOLDEN}=`,
    ` ${GOLDEN}`,
    `${GOLDEN}\n`,
    GOLDEN.toLowerCase(),
    GOLDEN.replace('_', '/'),
    'A'.repeat(100_000),
  ])('is not %j', async (text) => {
    expect(await verifyTicket(text, ours)).toEqual({ ok: false, fault: 'malformed' });
  });

  it('never throws, whatever is scanned', async () => {
    const anyBytes = fc
      .uint8Array({ minLength: 114, maxLength: 114 })
      .map((bytes) => `LP1.${Buffer.from(bytes).toString('base64url')}`);
    const truncated = fc.nat(GOLDEN.length - 1).map((length) => GOLDEN.slice(0, length));
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `LP1.${text}`),
      anyBytes,
      truncated,
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const verdicts = [await verifyTicket(text, ours), await verifyTicket(text, () => publicKey)];
        return verdicts.every(({ ok }) => !ok);
      }),
    );
  });

  it('is judged alike by the server and by a gate', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const anyChange = fc
      .tuple(fc.nat(GOLDEN.length - 1), fc.nat(63))
      .map(([at, letter]) => GOLDEN.slice(0, at) + alphabet.charAt(letter) + GOLDEN.slice(at + 1));
    await fc.assert(
      fc.asyncProperty(anyChange, async (text) => {
        const verdict = await verifyTicket(text, ours);
        expect(verdict.ok).toBe(text === GOLDEN);
        expect(await portable.verifyTicket(text, oursRaw)).toEqual(verdict);
      }),
      { numRuns: 40 },
    );
  });
});

it('makes key pairs that fit each other', async () => {
  const pair = newKeyPair();
  const mine = { keyId: '00000001', privateKey: privateKeyOf(pair.privateKey) };
  expect([pair.publicKey.length, pair.privateKey.length]).toEqual([32, 32]);
  const token = signTicket({ ...claims, passId: newId() }, mine);
  expect(await verifyTicket(token, () => publicKeyOf(pair.publicKey))).toMatchObject({ ok: true });
});
