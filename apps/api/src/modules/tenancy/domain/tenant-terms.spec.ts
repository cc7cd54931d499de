import { describe, expect, it } from '@jest/globals';

import { tenantCurrency, tenantHost, tenantName, tenantSlug, tenantTimeZone } from './tenant-terms.js';

describe('a slug', () => {
  it.each(['yrd', 'a', '9', 'gba-2', 'a'.repeat(63)])('may be %s', (slug) => {
    expect(tenantSlug(slug)).toBe(slug);
  });

  it.each(['../x', 'a/b', 'a%2fb', '${env.X}', '', 'a'.repeat(300), 'A', '-a', 'a-', 'a b', 'a\n', 'а', 'a.b'])(
    '[S24] is not %j',
    (slug) => {
      expect(() => tenantSlug(slug)).toThrow('slug: format');
    },
  );

  it.each(['master', 'platform', 'visitors', 'www', 'api'])('[S24] is not %s, which is the platform’s own', (slug) => {
    expect(() => tenantSlug(slug)).toThrow('slug: reserved');
  });
});

const BASE = 'lianpiao.example';

describe('a host', () => {
  it.each(['yrd.localhost', 'tickets.example.com', 'xn--fiqs8s.example', '3.example.com'])('may be %s', (host) => {
    expect(tenantHost(host, BASE)).toBe(host);
  });

  it.each([
    ...['localhost', '127.0.0.1', '1.2.3', 'a.0x7f', '[::1]', 'a.example:80', 'a.example.', 'A.example', '.example'],
    ...['a..example', 'a_b.example', 'ехample.com', 'a.example/x', `${'a'.repeat(64)}.example`, ''],
    `${'a.'.repeat(130)}example`,
  ])('[S23] is not %j', (host) => {
    expect(() => tenantHost(host, BASE)).toThrow('host: format');
  });

  it.each(['master', 'platform', 'visitors', 'www', 'api', 'a.www'])('[S24] is not %s below ours', (name) => {
    expect(() => tenantHost(`${name}.${BASE}`, BASE)).toThrow('host: reserved');
  });

  it.each(['www.example.com', 'api.notlianpiao.example', 'www.yrd.lianpiao.example'])(
    'may be %s, which is not ours to keep',
    (host) => {
      expect(tenantHost(host, BASE)).toBe(host);
    },
  );
});

describe('a name', () => {
  it('is trimmed and composed', () => {
    expect(tenantName({ zh: ' 长三角 ', en: 'Cafe\u0301' })).toEqual({ zh: '长三角', en: 'Caf\u00e9' });
  });

  it.each([
    [{ zh: ' ', en: 'Delta' }, 'name.zh: required'],
    [{ zh: '三'.repeat(61), en: 'Delta' }, 'name.zh: length'],
    [{ zh: '三角', en: 'De\u202elta' }, 'name.en: characters'],
    [{ zh: '三\u0000角', en: 'Delta' }, 'name.zh: characters'],
    [{ zh: '三\u200b角', en: 'Delta' }, 'name.zh: characters'],
  ])('is not %j', (name, broken) => {
    expect(() => tenantName(name)).toThrow(broken);
  });
});

it('knows the zones there are, and no offsets', () => {
  expect(tenantTimeZone('Asia/Shanghai')).toBe('Asia/Shanghai');
  for (const zone of ['Asia/Nowhere', '+08:00', '']) expect(() => tenantTimeZone(zone)).toThrow('timeZone: unknown');
});

it('knows the currencies there are', () => {
  expect(tenantCurrency('CNY')).toBe('CNY');
  for (const code of ['XXY', 'cny', '']) expect(() => tenantCurrency(code)).toThrow('currency: unknown');
});
