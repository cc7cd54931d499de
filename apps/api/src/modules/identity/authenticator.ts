import { ANONYMOUS, CLOCK, type Principal, type Tenant } from '@lianpiao/authz';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { RealmVerifier } from './adapters/realm-verifier.js';
import { PLATFORM_ID } from './domain/platform-realm.js';
import { ceilingOf, principalOf } from './domain/principal.js';
import type { TokenClaims } from './domain/token-shape.js';
import { VISITORS } from './domain/visitors-realm.js';
import { OtherIssuer, TokenRefused } from './identity.failures.js';
import { Revocations } from './revocations.js';

const MOST_REALMS = 1_000;

/**
 * Tells who sends a request to a tenant's host: a verified principal, or an anonymous visitor when there is no token. A tenant takes
 * tokens of its own realm and of the visitors', which all tenants share; the operators' door takes those of the platform's.
 */
@Injectable()
export class Authenticator {
  private readonly verifiers = new Map<string, RealmVerifier>();
  /** One principal for each verified token, so that what is derived from it can be kept with it. */
  private readonly principals = new WeakMap<TokenClaims, Principal>();

  constructor(
    private readonly revocations: Revocations,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(VISITORS) private readonly visitors: Tenant,
  ) {}

  /** @throws TokenRefused, IssuerUnavailable */
  async authenticate(tenant: Tenant, authorization: string | undefined): Promise<Principal> {
    if (authorization === undefined) return ANONYMOUS;
    const [, jwt] = /^Bearer ([^\s,]+)$/i.exec(authorization) ?? [];
    if (!jwt) throw new TokenRefused('not a bearer token');
    const isShop = tenant.id !== PLATFORM_ID;
    return this.principalAt(tenant, jwt).catch((error: unknown) => {
      // Asked second, so that reading it twice costs visitors and not gates, whose tokens come every second.
      if (isShop && error instanceof OtherIssuer) return this.principalAt(this.visitors, jwt);
      throw error;
    });
  }

  /**
   * Refuses from now on what a realm says has ended: a session, or all that somebody was given until then. Told again, it
   * ends nothing that began later.
   * @throws TokenRefused, IssuerUnavailable
   */
  async logOut(tenant: Tenant, logoutToken: string): Promise<void> {
    const { sid, sub, iat } = await this.verifierOf(tenant).verifyLogout(logoutToken, this.clock.now());
    if (sid !== undefined) await this.revocations.revokeSession(tenant, sid);
    else if (sub !== undefined) await this.revocations.revokeSubject(tenant, sub, iat);
  }

  private async principalAt(realm: Tenant, jwt: string): Promise<Principal> {
    const claims = await this.verifierOf(realm).verify(jwt, this.clock.now());
    if (this.revocations.isRevoked(realm, claims)) throw new TokenRefused('revoked');
    return this.principalFrom(realm, claims);
  }

  private principalFrom(realm: Tenant, claims: TokenClaims): Principal {
    const known = this.principals.get(claims);
    if (known) return known;
    const made = principalOf(claims, ceilingOf(realm));
    this.principals.set(claims, made);
    return made;
  }

  /** Built from the tenant's row, never from the token; the oldest goes when there are too many. */
  private verifierOf(tenant: Tenant): RealmVerifier {
    const key = `${tenant.id} ${tenant.issuer.serverUrl} ${tenant.issuer.realm}`;
    const known = this.verifiers.get(key);
    if (known) return known;
    const [oldest] = this.verifiers.keys();
    if (oldest && this.verifiers.size >= MOST_REALMS) this.verifiers.delete(oldest);
    const made = new RealmVerifier(tenant);
    this.verifiers.set(key, made);
    return made;
  }
}
