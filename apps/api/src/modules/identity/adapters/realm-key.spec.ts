import { describe, expect, it } from '@jest/globals';
import { Secret } from '@lianpiao/config';
import { createLocalJWKSet, jwtVerify } from 'jose';

import { aTenant } from '../testing/a-tenant.js';
import { assertionFor, realmKey } from './realm-key.js';

const DATA_KEY = new Secret(Buffer.alloc(32, 7).toString('base64'));
const ISSUER = 'https://id.example/realms/yrd';

describe("the key of a realm's provisioner", () => {
  it('is the same on every node and after every start, and another one for each tenant and each data key', async () => {
    const [yrd, kansai] = [aTenant('yrd'), aTenant('kansai')];
    const of = async (...asked: Parameters<typeof realmKey>) => (await realmKey(...asked)).keyId;
    const known = await of(DATA_KEY, yrd);
    expect(await of(new Secret(DATA_KEY.reveal()), { ...yrd })).toBe(known);
    expect(await of(DATA_KEY, kansai)).not.toBe(known);
    expect(await of(new Secret(Buffer.alloc(32, 8).toString('base64')), yrd)).not.toBe(known);
  });

  it('tells the provider its public half alone', async () => {
    const { publicKeys } = await realmKey(DATA_KEY, aTenant('yrd'));
    expect(Object.keys(publicKeys.keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('signs what proves it: for one realm, another each time, for a minute', async () => {
    const key = await realmKey(DATA_KEY, aTenant('yrd'));
    const seen = await Promise.all(
      [1, 2].map(async () => jwtVerify(await assertionFor(ISSUER, key), createLocalJWKSet(key.publicKeys))),
    );
    for (const { payload, protectedHeader } of seen) {
      expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: key.keyId });
      expect(payload).toMatchObject({ iss: 'provisioner', sub: 'provisioner', aud: ISSUER });
      expect(Number(payload.exp) - Number(payload.iat)).toBe(60);
    }
    expect(seen[0]?.payload.jti).not.toBe(seen[1]?.payload.jti);
  });
});
