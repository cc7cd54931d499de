import { createHash, type KeyObject } from 'node:crypto';

import type { TokenClaims } from '../domain/token-shape.js';

/** A token that passed every check, its signature under this key. */
export interface VerifiedToken {
  readonly claims: TokenClaims;
  readonly kid: string;
  readonly key: KeyObject;
}

const MOST_TOKENS = 5_000;

/**
 * Tokens that were verified, until they expire: a gate sends the same one for five minutes, and verifying it costs more than
 * the rest of its request (measured). Kept under their digests, so that memory holds no bearer token longer than a request.
 */
export class VerifiedTokens {
  private readonly kept = new Map<string, VerifiedToken>();

  find(jwt: string, now: Date): VerifiedToken | undefined {
    const digest = digestOf(jwt);
    const known = this.kept.get(digest);
    if (!known || known.claims.exp > now.getTime() / 1_000) return known;
    this.kept.delete(digest);
    return undefined;
  }

  keep(jwt: string, token: VerifiedToken): void {
    const [oldest] = this.kept.keys();
    if (oldest && this.kept.size >= MOST_TOKENS) this.kept.delete(oldest);
    this.kept.set(digestOf(jwt), token);
  }
}

function digestOf(jwt: string): string {
  return createHash('sha256').update(jwt).digest('base64');
}
