import { Secret } from '@lianpiao/config';

import { startIssuer } from '../../../../../../tools/sandbox/index.js';
import type { IdentityConfig } from '../identity.config.js';

const EMBEDDED_SECRET = 'provisioner-secret-of-this-spec';

/** An identity provider for a suite: the real one of KEYCLOAK_URL where that is set, else the embedded issuer. */
export interface IdentityProvider {
  readonly url: string;
  readonly config: IdentityConfig;
  close(): Promise<void>;
}

export async function openIdentityProvider(): Promise<IdentityProvider> {
  const { KEYCLOAK_URL, KEYCLOAK_ADMIN_CLIENT_SECRET = '' } = process.env;
  if (KEYCLOAK_URL) {
    const config = configOf(KEYCLOAK_URL, KEYCLOAK_ADMIN_CLIENT_SECRET);
    return { url: KEYCLOAK_URL, config, close: () => Promise.resolve() };
  }
  const issuer = await startIssuer({ adminSecret: EMBEDDED_SECRET });
  return { url: issuer.url, config: configOf(issuer.url, EMBEDDED_SECRET), close: () => issuer.close() };
}

function configOf(url: string, secret: string): IdentityConfig {
  return {
    KEYCLOAK_URL: url,
    KEYCLOAK_ADMIN_CLIENT_ID: 'provisioner',
    KEYCLOAK_ADMIN_CLIENT_SECRET: new Secret(secret),
    KEYCLOAK_ADMIN_TIMEOUT_SECONDS: 15,
    CONSOLE_ORIGINS: ['http://127.0.0.1:4001'],
    BACKCHANNEL_BASE_URL: 'http://127.0.0.1:9',
    CONTROL_BACKCHANNEL_BASE_URL: 'http://127.0.0.1:9',
  };
}
