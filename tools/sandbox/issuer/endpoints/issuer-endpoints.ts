import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../../http/answer.js';
import { Refused } from '../../http/refused.js';
import type { RealmStore } from '../realm/realm-store.js';
import type { Realm } from '../realm/realm.js';
import { RealmEndpoints } from './realm-endpoints.js';

const REALM_PATH = /^\/realms\/([a-z0-9-]{1,63})((?:[/?].*)?)$/;

/** Keeps one provider for each realm, made at its first request. */
export class IssuerEndpoints {
  readonly #byRealm = new WeakMap<Realm, RealmEndpoints>();

  constructor(
    private readonly baseUrl: string,
    private readonly realms: RealmStore,
  ) {}

  of(realm: Realm): RealmEndpoints {
    const known = this.#byRealm.get(realm);
    if (known) return known;
    const made = new RealmEndpoints(`${this.baseUrl}/realms/${realm.settings.realm}`, realm);
    this.#byRealm.set(realm, made);
    return made;
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<Answer | undefined> {
    const [, name = '', path = ''] = REALM_PATH.exec(req.url ?? '') ?? [];
    const realm = this.realms.get(name);
    if (!realm) throw new Refused(404, { error: 'Realm does not exist' });
    return this.of(realm).handle(req, res, path.startsWith('/') ? path : `/${path}`);
  }

  sweep(): void {
    for (const realm of this.realms.all()) this.#byRealm.get(realm)?.artifacts.sweep();
  }
}
