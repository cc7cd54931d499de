import type { IncomingMessage } from 'node:http';
import { Refused } from '../../http/refused.js';
import { type Duty, REALM_MANAGEMENT } from '../realm/realm-management.js';
import type { RealmStore } from '../realm/realm-store.js';
import { type AccessTokenClaims, bearerOf, claimedIssuer, verifyAccessToken } from '../tokens/access-token.js';

/** Who may administer: the master realm's `admin` role everywhere, a realm's own `realm-management` account at home only. */
export class AdminAccess {
  constructor(
    private readonly baseUrl: string,
    private readonly realms: RealmStore,
  ) {}

  /** Lets in who may create and delete realms. */
  requireMaster(req: IncomingMessage): void {
    if (!this.#isMaster(this.#authenticate(req))) throw forbidden();
  }

  /** @param duty the realm's own role that what is asked for takes, where it is not the one that has them all */
  requireRealm(req: IncomingMessage, realm: string, duty: Duty): void {
    const claims = this.#authenticate(req);
    const held = claims.resource_access?.[REALM_MANAGEMENT]?.roles ?? [];
    const athome = claims.iss === `${this.baseUrl}/realms/${realm}`;
    if (athome && (held.includes('realm-admin') || held.includes(duty))) return;
    if (!this.#isMaster(claims)) throw forbidden();
  }

  #isMaster(claims: AccessTokenClaims): boolean {
    return claims.iss === `${this.baseUrl}/realms/master` && claims.realm_access?.roles.includes('admin') === true;
  }

  #authenticate(req: IncomingMessage): AccessTokenClaims {
    const token = bearerOf(req.headers.authorization) ?? '';
    const issuer = claimedIssuer(token) ?? '';
    const realm = this.realms.get(issuer.slice(`${this.baseUrl}/realms/`.length));
    const claims = realm && verifyAccessToken(realm, `${this.baseUrl}/realms/${realm.settings.realm}`, token);
    if (!claims) throw new Refused(401, { error: 'HTTP 401 Unauthorized' });
    return claims;
  }
}

function forbidden(): Refused {
  return new Refused(403, { error: 'HTTP 403 Forbidden' });
}
