import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { IssuerUnavailable, TokenRefused } from '../identity.failures.js';
import { aKey, FakeRealm } from '../testing/fake-realm.js';
import { RealmKeys } from './realm-keys.js';

const MINUTE = 60_000;

describe('RealmKeys', () => {
  let realm: FakeRealm;
  let keys: RealmKeys;
  let passed = 0;

  beforeEach(async () => {
    passed = 0;
    const real = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => real() + passed);
    realm = await FakeRealm.start();
    keys = new RealmKeys(`${realm.url}/realms/${realm.name}`);
    await keys.find('key-1');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await realm.stop();
  });

  function goDown(): void {
    realm.answer = (_request, response) => void response.writeHead(503).end();
  }

  it('takes a new key at once after a rotation, and still knows the old one', async () => {
    realm.keys = [aKey('key-2'), ...realm.keys];
    passed = MINUTE;
    await expect(keys.find('key-2')).resolves.toBeDefined();
    await expect(keys.find('key-1')).resolves.toBeDefined();
  });

  it('[S19] lets a withdrawn key die within ten minutes', async () => {
    realm.keys = [aKey('key-2')];
    passed = 9 * MINUTE;
    await expect(keys.find('key-1')).resolves.toBeDefined();
    passed = 10 * MINUTE + 1_000;
    await expect(keys.find('key-1')).rejects.toBeInstanceOf(TokenRefused);
    goDown();
    passed = 25 * MINUTE;
    await expect(keys.find('key-1')).rejects.toBeInstanceOf(IssuerUnavailable);
  });

  it('keeps what it knows for an hour while the issuer is down, and asks it every two seconds at most', async () => {
    goDown();
    const before = realm.fetches;
    passed = 30 * MINUTE;
    for (let times = 0; times < 20; times += 1) await expect(keys.find('key-1')).resolves.toBeDefined();
    await expect(keys.find('key-9')).rejects.toBeInstanceOf(IssuerUnavailable);
    expect(realm.fetches - before).toBe(1);
    passed = 91 * MINUTE;
    await expect(keys.find('key-1')).rejects.toBeInstanceOf(IssuerUnavailable);
  });

  it('is back as soon as the issuer is', async () => {
    goDown();
    passed = 91 * MINUTE;
    await expect(keys.find('key-1')).rejects.toBeInstanceOf(IssuerUnavailable);
    realm.answer = undefined;
    passed += 2_500;
    await expect(keys.find('key-1')).resolves.toBeDefined();
  });
});
