import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../http/answer.js';
import { type Listening, listenOnLoopback } from '../http/loopback-server.js';
import { refuseProduction } from '../refuse-production.js';
import { AdminAccess } from './admin/admin-access.js';
import { AdminApi } from './admin/admin-api.js';
import { IssuerEndpoints } from './endpoints/issuer-endpoints.js';
import { ensureMasterRealm } from './master-realm.js';
import { RealmStore } from './realm/realm-store.js';

export interface IssuerOptions {
  /** 0 picks a free port. */
  readonly port?: number;
  /** What it is called, where something stands before it; else the address it listens at. */
  readonly publicUrl?: string;
  /** Without one, realms live as long as the process. */
  readonly stateFile?: string;
  /** Secret of the client `provisioner` in the realm `master`. */
  readonly adminSecret: string;
}

const SWEEP_EVERY_MS = 60_000;

/** An OpenID issuer with Keycloak's addresses and claims, for laptops and tests. */
export async function startIssuer(options: IssuerOptions): Promise<Listening> {
  refuseProduction('embedded issuer');
  const realms = await RealmStore.open(options.stateFile);
  await ensureMasterRealm(realms, options.adminSecret);
  let endpoints: IssuerEndpoints | undefined;
  const listening = await listenOnLoopback(options.port ?? 0, (own) => {
    const url = options.publicUrl ?? own;
    endpoints = new IssuerEndpoints(url, realms);
    return issuerHandler(new URL(url).host, endpoints, new AdminApi(realms, new AdminAccess(url, realms), endpoints));
  });
  const sweeping = setInterval(() => endpoints?.sweep(), SWEEP_EVERY_MS).unref();
  return {
    url: listening.url,
    close: async () => {
      clearInterval(sweeping);
      await listening.close();
      await realms.save();
    },
  };
}

function issuerHandler(host: string, endpoints: IssuerEndpoints, admin: AdminApi) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<Answer | undefined> => {
    // Addresses are built from our own name; what a request calls us must never reach a token or a redirect.
    req.headers.host = host;
    if (req.url === '/' || req.url === '/health') return { status: 200, json: { status: 'UP' } };
    return req.url?.startsWith('/admin/') ? admin.handle(req) : endpoints.handle(req, res);
  };
}
