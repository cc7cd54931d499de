import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '@lianpiao/kernel';
import { generateKeyPairSync } from 'node:crypto';

import { readDeviceKey } from './device-key.js';

const read = (text: string) => readDeviceKey('publicKey', text);
const onCurve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const p256 = onCurve('P-256');
const pem = p256.publicKey.export({ format: 'pem', type: 'spki' }).toString();
const jwk = p256.publicKey.export({ format: 'jwk' });

describe("the public key of a gate's device", () => {
  it('is the same key as JWK and as PEM, under its thumbprint, and nothing else that was sent with it', () => {
    const key = read(pem);
    expect(key).toEqual({ kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y, kid: expect.stringMatching(/^[\w-]{43}$/) });
    expect(read(JSON.stringify({ ...jwk, kid: 'mine', use: 'enc', alg: 'none', jku: 'http://evil.example' }))).toEqual(
      key,
    );
    expect(read(`\n${pem.replaceAll('\n', '\r\n')}`)).toEqual(key);
  });

  it.each([
    ['nothing', ''],
    ['a text', 'key'],
    ['JSON that is no object', 'null'],
    ['a private key in PEM', p256.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
    ['a private JWK', JSON.stringify(p256.privateKey.export({ format: 'jwk' }))],
    ['a key on another curve', onCurve('P-384').publicKey.export({ format: 'pem', type: 'spki' }).toString()],
    [
      'an RSA key',
      JSON.stringify(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })),
    ],
    ['a point that is not on the curve', JSON.stringify({ ...jwk, y: jwk.x })],
    ['a secret', JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' })],
    ['two keys', `${pem}${pem}`],
  ])('is not %s', (_what, text) => {
    expect(() => read(text)).toThrow(InvalidInput);
  });

  it('is of a length that a key can have', () => {
    expect(() => read('x'.repeat(2_001))).toThrow(expect.objectContaining({ field: 'publicKey', rule: 'length' }));
  });
});
