import { Secret } from '@lianpiao/config';

import { startIssuer } from '../../../../../../tools/sandbox/index.js';
import type { IdentityConfig } from '../identity.config.js';

const EMBEDDED_SECRET = 'provisioner-secret-of-this-spec';
/** The same in every spec: a real provider keeps what was made with it. */
const DATA_KEY = new Secret(Buffer.alloc(32, 7).toString('base64'));

/** An identity provider for a suite: the real one of KEYCLOAK_URL where that is set, else the embedded issuer. */
export interface IdentityProvider {
  readonly url: string;
  readonly config: IdentityConfig;
  /** Of the cluster's administrator. */
  readonly secret: Secret;
  close(): Promise<void>;
}

export async function openIdentityProvider(): Promise<IdentityProvider> {
  const { KEYCLOAK_URL, KEYCLOAK_ADMIN_CLIENT_SECRET = '' } = process.env;
  if (KEYCLOAK_URL) {
    const secret = new Secret(KEYCLOAK_ADMIN_CLIENT_SECRET);
    return { url: KEYCLOAK_URL, secret, config: configOf(KEYCLOAK_URL, secret), close: () => Promise.resolve() };
  }
  return openEmbeddedIssuer(EMBEDDED_SECRET);
}

/** Also beside a real provider, as a cluster of its own. */
export async function openEmbeddedIssuer(adminSecret: string): Promise<IdentityProvider> {
  const issuer = await startIssuer({ adminSecret });
  const secret = new Secret(adminSecret);
  return { url: issuer.url, secret, config: configOf(issuer.url, secret), close: () => issuer.close() };
}

function configOf(url: string, secret: Secret): IdentityConfig {
  return {
    KEYCLOAK_URL: url,
    KEYCLOAK_ADMIN_CLIENT_ID: 'provisioner',
    KEYCLOAK_ADMIN_CLIENT_SECRET: secret,
    KEYCLOAK_CLUSTERS: undefined,
    KEYCLOAK_NEW_REALMS_URL: undefined,
    KEYCLOAK_REALMS_MAX: 1_000,
    DATA_ENCRYPTION_KEY: DATA_KEY,
    KEYCLOAK_ADMIN_TIMEOUT_SECONDS: 15,
    CONSOLE_ORIGINS: ['http://127.0.0.1:4001'],
    BACKCHANNEL_BASE_URL: 'http://127.0.0.1:9',
    CONTROL_BACKCHANNEL_BASE_URL: 'http://127.0.0.1:9',
  };
}
