import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';

import type { TokenClaims } from '../domain/token-shape.js';
import { VerifiedTokens } from './verified-tokens.js';

const NOW = new Date('2026-05-01T08:00:00Z');
const { publicKey: key } = generateKeyPairSync('ed25519');

function verified(exp: number) {
  const claims: TokenClaims = { iss: 'i', sub: 's', azp: 'portal', tenant_id: 't', exp, iat: exp - 300 };
  return { claims, kid: 'key-1', key };
}

describe('VerifiedTokens', () => {
  const seconds = NOW.getTime() / 1_000;

  it('knows a token until the second it expires', () => {
    const tokens = new VerifiedTokens();
    const token = verified(seconds + 1);
    tokens.keep('a.b.c', token);
    expect(tokens.find('a.b.c', NOW)).toBe(token);
    expect(tokens.find('a.b.c', new Date(NOW.getTime() + 1_000))).toBeUndefined();
    expect(tokens.find('a.b.c', NOW)).toBeUndefined();
  });

  it('knows no token that differs in one character', () => {
    const tokens = new VerifiedTokens();
    tokens.keep('a.b.c', verified(seconds + 300));
    expect(tokens.find('a.b.d', NOW)).toBeUndefined();
  });

  it('forgets the oldest rather than growing without end', () => {
    const tokens = new VerifiedTokens();
    for (let number = 0; number <= 5_000; number += 1) tokens.keep(String(number), verified(seconds + 300));
    expect(tokens.find('0', NOW)).toBeUndefined();
    expect(tokens.find('1', NOW)).toBeDefined();
    expect(tokens.find('5000', NOW)).toBeDefined();
  });
});
