import { createRemoteJWKSet, customFetch, errors } from 'jose';
import { KeyObject } from 'node:crypto';

import { IssuerUnavailable, TokenRefused } from '../identity.failures.js';
import { fetchBounded } from './fetch-bounded.js';

const MAX_AGE_MS = 600_000;
const COOL_DOWN_MS = 30_000;
const TIME_OUT_MS = 2_500;
/** While the issuer is down, keys it once gave stay good this long. */
const STALE_MS = 3_600_000;
/** After a failed fetch the issuer is left alone this long, so that a burst of requests does not become a burst on it. */
const REST_MS = 2_000;
const MOST_KEYS = 32;

interface Given {
  readonly key: KeyObject;
  readonly at: number;
}

/**
 * The public keys of one realm. jose fetches them (single flight, cool-down, time-out, no redirects, fresh every ten minutes);
 * a key the issuer no longer lists is refused, one it cannot be asked about stays good for an hour.
 */
export class RealmKeys {
  private readonly fetchKey: ReturnType<typeof createRemoteJWKSet>;
  private readonly keyObjects = new WeakMap<object, KeyObject>();
  private readonly given = new Map<string, Given>();
  private restUntil = 0;

  constructor(issuer: string) {
    this.fetchKey = createRemoteJWKSet(new URL(`${issuer}/protocol/openid-connect/certs`), {
      cacheMaxAge: MAX_AGE_MS,
      cooldownDuration: COOL_DOWN_MS,
      timeoutDuration: TIME_OUT_MS,
      [customFetch]: fetchBounded,
    });
  }

  /** @throws TokenRefused when the realm has no such key, IssuerUnavailable when it cannot be asked */
  async find(kid: string): Promise<KeyObject> {
    if (Date.now() < this.restUntil) return this.stale(kid);
    try {
      const key = this.keyObject(await this.fetchKey({ alg: 'RS256', kid }));
      this.remember(kid, key);
      return key;
    } catch (error) {
      if (!isAboutTheKey(error)) {
        this.restUntil = Date.now() + REST_MS;
        return this.stale(kid);
      }
      this.given.delete(kid);
      throw new TokenRefused('unknown key');
    }
  }

  private keyObject(found: object): KeyObject {
    const known = this.keyObjects.get(found);
    if (known) return known;
    const made = KeyObject.from(found as Parameters<typeof KeyObject.from>[0]);
    this.keyObjects.set(found, made);
    return made;
  }

  private remember(kid: string, key: KeyObject): void {
    if (this.given.size >= MOST_KEYS) this.given.clear();
    this.given.set(kid, { key, at: Date.now() });
  }

  private stale(kid: string): KeyObject {
    const given = this.given.get(kid);
    if (!given || Date.now() - given.at > STALE_MS) throw new IssuerUnavailable();
    return given.key;
  }
}

/** The issuer answered with its keys, and none of them is right. */
function isAboutTheKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
}
