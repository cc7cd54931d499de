import { describe, expect, it } from '@jest/globals';
import type { RequestContext } from '@lianpiao/authz';

import { loader, money } from './index.js';

function aRequest(): RequestContext {
  return { loaders: new Map() } as unknown as RequestContext;
}

describe('a loader', () => {
  it('fetches all that one request asks for with one batch, each key once', async () => {
    const ctx = aRequest();
    const batches: (readonly string[])[] = [];
    const names = () =>
      loader(ctx, 'names', (keys: readonly string[]) => {
        batches.push(keys);
        return Promise.resolve(new Map(keys.map((key) => [key, key.toUpperCase()])));
      });
    const asked = ['b', 'a', 'b'].map((key) => names().load(key));
    expect(await Promise.all(asked)).toEqual(['B', 'A', 'B']);
    expect(batches).toEqual([['b', 'a']]);
  });

  it('gives nothing for what is not there', async () => {
    const none = loader(aRequest(), 'none', () => Promise.resolve(new Map<string, string>()));
    expect(await none.load('x')).toBeUndefined();
  });

  it('shares nothing between requests, nor between names', async () => {
    const batch = (answer: string) => (keys: readonly string[]) =>
      Promise.resolve(new Map(keys.map((key) => [key, answer])));
    const [one, other] = [aRequest(), aRequest()];
    expect(await loader(one, 'n', batch('first')).load('k')).toBe('first');
    expect(await loader(other, 'n', batch('second')).load('k')).toBe('second');
    expect(await loader(one, 'm', batch('third')).load('k')).toBe('third');
  });
});

describe('money on the wire', () => {
  it.each([
    [29_800n, 'CNY', '298.00'],
    [-5n, 'CNY', '-0.05'],
    [298n, 'JPY', '298'],
    [1_234n, 'KWD', '1.234'],
  ])('says %s of %s as %s, too', (minor, currency, decimal) => {
    expect(money(minor, currency)).toEqual({ minor, currency, decimal });
  });
});
