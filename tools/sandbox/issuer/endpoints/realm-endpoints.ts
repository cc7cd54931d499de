import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { Answer } from '../../http/answer.js';
import { ArtifactStore } from '../provider/artifact-store.js';
import { createRealmProvider, PROTOCOL } from '../provider/realm-provider.js';
import type { Realm } from '../realm/realm.js';
import { introspect } from './introspect.js';
import { signIn } from './sign-in.js';
import { userinfo } from './userinfo.js';

/** Everything below `/realms/<name>`: mostly the library's routes, and the few where Keycloak does otherwise. */
export class RealmEndpoints {
  readonly artifacts = new ArtifactStore();
  readonly #provider: Provider;
  readonly #callback: ReturnType<Provider['callback']>;

  constructor(
    readonly issuer: string,
    private readonly realm: Realm,
  ) {
    this.#provider = createRealmProvider(issuer, realm, this.artifacts);
    this.#callback = this.#provider.callback();
  }

  async handle(req: IncomingMessage, res: ServerResponse, path: string): Promise<Answer | undefined> {
    if (!this.realm.settings.enabled)
      return { status: 403, json: { error: 'access_denied', error_description: 'Realm not enabled' } };
    const [pathname] = path.split('?');
    switch (`${req.method} ${pathname}`) {
      case 'GET /':
        return {
          status: 200,
          json: { realm: this.realm.settings.realm, 'token-service': `${this.issuer}${PROTOCOL}` },
        };
      case 'GET /login-actions/authenticate':
      case 'POST /login-actions/authenticate':
        return signIn(this.#provider, this.realm, req, res);
      case `GET ${PROTOCOL}/userinfo`:
      case `POST ${PROTOCOL}/userinfo`:
        return userinfo(this.realm, this.issuer, req);
      case `POST ${PROTOCOL}/token/introspect`:
        return introspect(this.realm, this.issuer, this.artifacts, req);
      default:
        return this.#delegate(req, res, path);
    }
  }

  async #delegate(req: IncomingMessage, res: ServerResponse, path: string): Promise<undefined> {
    // The library finds its mount path by comparing the two addresses.
    Object.assign(req, { originalUrl: req.url, url: path });
    await this.#callback(req, res);
  }
}
