import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto';

import { IssuerUnavailable, TokenRefused } from '../identity.failures.js';
import { aKey, encoded, FakeRealm } from '../testing/fake-realm.js';
import { RealmVerifier } from './realm-verifier.js';

describe('RealmVerifier', () => {
  let realm: FakeRealm;
  let verifier: RealmVerifier;
  const verify = (jwt: string) => verifier.verify(jwt, new Date());
  const refused = async (jwt: string, reason?: string) => {
    const refusal = expect(verify(jwt)).rejects;
    await (reason === undefined
      ? refusal.toBeInstanceOf(TokenRefused)
      : refusal.toMatchObject({ name: 'TokenRefused', reason }));
  };

  beforeEach(async () => {
    realm = await FakeRealm.start();
    verifier = new RealmVerifier(realm.tenant);
  });
  afterEach(() => realm.stop());

  it('accepts a good token', async () => {
    await expect(verify(realm.token())).resolves.toMatchObject({ sub: 'user-1', azp: 'portal' });
  });

  it('[S01] alg none', async () => {
    const input = `${encoded({ alg: 'none', kid: 'key-1' })}.${encoded(realm.claims())}`;
    await refused(`${input}.`, 'malformed');
    await refused(`${input}.AA`, 'alg');
  });

  it('[S02] alg none over a genuine signature', () => refused(realm.token({}, { alg: 'none' }), 'alg'));

  it('[S03] HS256 with the public key as secret', async () => {
    const input = `${encoded({ alg: 'HS256', kid: 'key-1' })}.${encoded(realm.claims())}`;
    const forged = createHmac('sha256', JSON.stringify(realm.keys[0]?.jwk)).update(input).digest('base64url');
    await refused(`${input}.${forged}`, 'alg');
  });

  it('[S04] any algorithm but RS256, named or used', async () => {
    for (const alg of ['RS512', 'PS256', 'ES256', 'EdDSA', 'rs256']) await refused(realm.token({}, { alg }), 'alg');
    const input = `${encoded({ alg: 'RS256', kid: 'key-1' })}.${encoded(realm.claims())}`;
    const key = realm.keys[0]?.privateKey;
    if (!key) throw new Error('no key');
    const rs512 = sign('RSA-SHA512', Buffer.from(input), key).toString('base64url');
    const ps256 = sign('sha256', Buffer.from(input), { key, padding: constants.RSA_PKCS1_PSS_PADDING }).toString(
      'base64url',
    );
    const { privateKey } = generateKeyPairSync('ed25519');
    const eddsa = sign(null, Buffer.from(input), privateKey).toString('base64url');
    for (const signature of [rs512, ps256, eddsa]) await refused(`${input}.${signature}`);
  });

  it('[S05] kid missing, unknown, long or a path, with one key fetch at most', async () => {
    for (const kid of [undefined, 7, 'x'.repeat(200)]) await refused(realm.token({}, { kid }), 'kid');
    for (const kid of ['unknown', '../../certs', '', 'unknown']) await refused(realm.token({}, { kid }), 'unknown key');
    await refused(realm.token({}, { kid: 'x'.repeat(10_000) }), 'size');
    await expect(verify(realm.token())).resolves.toBeDefined();
    expect(realm.fetches).toBe(1);
  });

  it('[S06] [S07] a token of another realm with the same kid', async () => {
    const other = await FakeRealm.start('kansai');
    try {
      await refused(other.token(), 'issuer');
      await refused(other.token({ iss: realm.claims().iss, tenant_id: realm.tenantId }));
      await expect(verify(realm.token())).resolves.toBeDefined();
    } finally {
      await other.stop();
    }
  });

  it('[S08] an issuer that is only nearly ours', async () => {
    const iss = String(realm.claims().iss);
    const others = [
      `${iss}/`,
      iss.toUpperCase(),
      iss.replace('127.0.0.1', 'localhost'),
      iss.replace('http:', 'https:'),
      undefined,
      [iss],
    ];
    for (const other of others) await refused(realm.token({ iss: other }), 'issuer');
  });

  it('[S09] audience missing or another', async () => {
    for (const aud of [undefined, 'account', ['account'], 'API', { api: true }]) await refused(realm.token({ aud }));
    await expect(verify(realm.token({ aud: 'api' }))).resolves.toBeDefined();
  });

  it('[S10] a client that is not allowed', async () => {
    for (const azp of [undefined, 'provisioner', 'admin-cli', 'portal ', 'ota-', 'ota-../x', ['portal']])
      await refused(realm.token({ azp }), 'azp');
    for (const azp of ['ota-west', 'gate-7']) await expect(verify(realm.token({ azp }))).resolves.toBeDefined();
  });

  it('[S11] a token of another kind', async () => {
    for (const typ of ['ID', 'Refresh', 'Logout', 'Offline', undefined])
      await refused(realm.token({ typ }), 'not an access token');
    await refused(realm.token({}, { typ: 'logout+jwt' }), 'typ');
  });

  it('[S12] no end, an end in text, a life of 30 days', async () => {
    const now = Math.floor(Date.now() / 1_000);
    for (const exp of [undefined, String(now + 300), now + 30 * 86_400, null])
      await refused(realm.token({ exp }), 'lifetime');
    await refused(realm.token({ iat: undefined }), 'lifetime');
  });

  it('[S13] not yet', async () => {
    const ahead = Math.floor(Date.now() / 1_000) + 60;
    await refused(realm.token({ nbf: ahead }), 'nbf');
    await refused(realm.token({ nbf: 'soon' }), 'nbf');
    await refused(realm.token({ iat: ahead, exp: ahead + 60 }), 'iat');
  });

  it('[S14] expired a second ago', async () => {
    const now = Math.floor(Date.now() / 1_000);
    await refused(realm.token({ iat: now - 300, exp: now - 1 }), 'expired');
  });

  it('[S15] headers that point elsewhere are not followed', async () => {
    const elsewhere = await FakeRealm.start();
    try {
      await refused(realm.token({}, { crit: ['exp'] }), 'crit');
      const pointers = { jku: elsewhere.url, x5u: elsewhere.url, jwk: elsewhere.keys[0]?.jwk };
      await refused(realm.token({}, pointers, { ...aKey('key-1') }));
      expect(elsewhere.fetches).toBe(0);
    } finally {
      await elsewhere.stop();
    }
  });

  it('[S16] [S17] segments, padding, line ends, size, not an object', async () => {
    const good = realm.token();
    for (const bad of [`${good}.x`, `${good}=`, `${good}\n`, ` ${good}`, good.replace('.', '..'), 'x', ''])
      await refused(bad, 'malformed');
    await refused(realm.token({ padding: 'x'.repeat(16_000) }), 'size');
    const head = encoded({ alg: 'RS256', kid: 'key-1' });
    const nested = Buffer.from('['.repeat(5_000)).toString('base64url');
    for (const payload of [encoded([]), encoded(null), nested])
      await refused(realm.signed(`${head}.${payload}`), 'malformed');
    const polluted = Buffer.from('{"__proto__":{"tenant_id":"x"}}').toString('base64url');
    await refused(realm.signed(`${head}.${polluted}`));
    expect(({} as Record<string, unknown>).tenant_id).toBeUndefined();
  });

  it('[S18] a key that is for encryption', async () => {
    realm.keys = [aKey('key-1', { use: 'enc', alg: 'RSA-OAEP' })];
    await refused(realm.token(), 'unknown key');
  });

  it('[S21] 200 first requests at once fetch the keys once', async () => {
    const token = realm.token();
    await Promise.all(Array.from({ length: 200 }, () => verify(token)));
    expect(realm.fetches).toBe(1);
  });

  it('[S22] another tenant in the claim', async () => {
    for (const tenant_id of ['another', undefined, [realm.tenantId]])
      await refused(realm.token({ tenant_id }), 'tenant');
  });

  it('[S24] is not built for a realm that is none of a tenant', () => {
    for (const name of ['../x', 'a/b', 'a%2fb', '${env.X}', 'master', '', 'x'.repeat(300), 'Yrd', '-a']) {
      expect(() => new RealmVerifier({ id: 't', issuer: { serverUrl: realm.url, realm: name } })).toThrow(
        'not a realm',
      );
    }
  });

  it('refuses a signature of another key, and a changed claim', async () => {
    await refused(realm.token({}, {}, aKey('key-1')));
    const [head, , signature] = realm.token().split('.');
    await refused(`${head ?? ''}.${encoded(realm.claims({ sub: 'somebody-else' }))}.${signature ?? ''}`);
  });

  it('[S20] an issuer that is down, hangs or answers nonsense is unavailable within 3 s, and nothing ends', async () => {
    const answers: NonNullable<FakeRealm['answer']>[] = [
      (_request, response) => void response.writeHead(500).end(),
      (_request, response) => void response.setHeader('content-type', 'text/html').end('<html>sign in</html>'),
      (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      (_request, response) => void response.end(`{"keys":[],"x":"${'x'.repeat(2_000_000)}"}`),
      (_request, response) => void response.end('[]'),
      () => undefined,
    ];
    for (const answer of answers) {
      realm.answer = answer;
      const fresh = new RealmVerifier(realm.tenant);
      const began = performance.now();
      await expect(fresh.verify(realm.token(), new Date())).rejects.toBeInstanceOf(IssuerUnavailable);
      expect(performance.now() - began).toBeLessThan(3_000);
    }
  });

  describe('a token seen before', () => {
    let passed = 0;

    beforeEach(() => {
      passed = 0;
      const real = Date.now.bind(Date);
      jest.spyOn(Date, 'now').mockImplementation(() => real() + passed);
    });
    afterEach(() => {
      jest.restoreAllMocks();
    });

    it('answers the same claims, as one object', async () => {
      const token = realm.token();
      expect(await verify(token)).toBe(await verify(token));
    });

    it('expires all the same', async () => {
      const token = realm.token();
      await verify(token);
      await expect(verifier.verify(token, new Date(Date.now() + 301_000))).rejects.toMatchObject({ reason: 'expired' });
    });

    it('is refused once its key is withdrawn, or another key has its name', async () => {
      const iat = Math.floor(Date.now() / 1_000);
      const token = realm.token({ iat, exp: iat + 3_600 });
      await verify(token);
      realm.keys = [aKey('key-1')];
      passed = 601_000;
      await refused(token);
      realm.keys = [aKey('key-2')];
      passed = 1_300_000;
      await refused(token, 'unknown key');
    });

    it('is worth nothing at another tenant of the same issuer', async () => {
      const token = realm.token();
      await verify(token);
      const other = new RealmVerifier({ ...realm.tenant, id: 'another' });
      await expect(other.verify(token, new Date())).rejects.toMatchObject({ reason: 'tenant' });
    });
  });
});
