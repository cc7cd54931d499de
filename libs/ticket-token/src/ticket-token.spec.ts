import { describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { verifyAsync } from '@noble/ed25519';
import fc from 'fast-check';

import { newKeyPair, privateKeyOf, publicKeyOf, readTicket, signTicket, verifyTicket, type TicketClaims } from './index.js';

const pair = newKeyPair();
const key = { keyId: 'a1b2c3d4', privateKey: privateKeyOf(pair.privateKey) };
const ours = (keyId: string) => (keyId === key.keyId ? publicKeyOf(pair.publicKey) : undefined);
const claims: Omit<TicketClaims, 'keyId'> = {
  tenantId: newId(),
  passId: newId(),
  notBefore: new Date('2026-11-01T00:00:00Z'),
  notAfter: new Date('2026-11-04T00:00:00Z'),
  flags: 3,
  nonce: '0badcafe',
};
const token = signTicket(claims, key);

describe('a ticket token', () => {
  it('says what was signed, in fewer characters than a small QR code holds', () => {
    expect(token).toMatch(/^LP1\.[\w-]{152}$/);
    expect(verifyTicket(token, ours)).toEqual({ ok: true, claims: { ...claims, keyId: key.keyId } });
    expect(readTicket(token)).toEqual({ ok: true, claims: { ...claims, keyId: key.keyId } });
  });

  it('is verified by another implementation of Ed25519', async () => {
    const bytes = Buffer.from(token.slice(4), 'base64url');
    const signed = Buffer.concat([Buffer.from('LP1.'), bytes.subarray(0, 50)]);
    await expect(verifyAsync(bytes.subarray(50), signed, pair.publicKey)).resolves.toBe(true);
  });

  it('is forged when another key signed it under our key id, and of an unknown key otherwise', () => {
    const other = { keyId: key.keyId, privateKey: privateKeyOf(newKeyPair().privateKey) };
    expect(verifyTicket(signTicket(claims, other), ours)).toEqual({ ok: false, fault: 'forged' });
    expect(verifyTicket(signTicket(claims, { ...other, keyId: '00000000' }), ours)).toEqual({ ok: false, fault: 'unknown_key' });
  });

  it('is not genuine with any one character changed', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.nat(63), (at, letter) => {
        const changed = token.slice(0, at) + alphabet.charAt(letter) + token.slice(at + 1);
        expect(changed === token || !verifyTicket(changed, ours).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever is scanned', () => {
    const anything = fc.oneof(fc.string(), fc.string().map((text) => `LP1.${text}`), fc.uint8Array({ minLength: 114, maxLength: 114 }).map((bytes) => `LP1.${Buffer.from(bytes).toString('base64url')}`));
    fc.assert(fc.property(anything, (text) => !verifyTicket(text, ours).ok));
  });
});
