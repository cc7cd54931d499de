import { dataKey, defineConfig, secret, z, type ConfigOf } from '@lianpiao/config';

import { clusters, type Administrator } from './clusters.js';

export const identityConfig = defineConfig('Identity', {
  KEYCLOAK_URL: z.url().describe('Base address of Keycloak, or of the embedded issuer'),
  KEYCLOAK_ADMIN_CLIENT_ID: z
    .string()
    .default('provisioner')
    .describe(
      "Client of KEYCLOAK_URL's realm master that makes and removes realms; each realm's own provisioner does the rest",
    ),
  KEYCLOAK_ADMIN_CLIENT_SECRET: secret(
    'Its client secret; where it is not set, as it need not be for `api`, realms are neither made nor removed',
  ).optional(),
  KEYCLOAK_CLUSTERS: clusters(
    "Further clusters that tenants' rows name, and the client of each one's realm master: https://two.example=provisioner:its secret,https://…",
  ),
  KEYCLOAK_NEW_REALMS_URL: z
    .url()
    .optional()
    .describe('The cluster on which the realms of new tenants are made; unset: KEYCLOAK_URL'),
  KEYCLOAK_REALMS_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .default(150)
    .describe('No realm is made on a cluster that has this many: its admin API gets slow'),
  DATA_ENCRYPTION_KEY: dataKey(),
  KEYCLOAK_ADMIN_TIMEOUT_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(120)
    .default(15)
    .describe('How long its admin API may take for an answer'),
  CONSOLE_ORIGINS: z
    .string()
    .default('http://127.0.0.1:4001')
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.url()))
    .describe("Origins of the operators' console, comma between: where the platform's realm sends them back to"),
  BACKCHANNEL_BASE_URL: z
    .url()
    .default('http://127.0.0.1:4000')
    .describe('Address at which Keycloak reaches the API, to tell it of sessions that have ended'),
  CONTROL_BACKCHANNEL_BASE_URL: z
    .url()
    .default('http://127.0.0.1:4001')
    .describe("Address at which Keycloak reaches `control`, to tell it of operators' sessions that have ended"),
});
export type IdentityConfig = ConfigOf<typeof identityConfig>;
export const IDENTITY_CONFIG = Symbol('IdentityConfig');

/** Who may make and remove realms on a cluster; undefined where the configuration does not say. */
export function administratorAt(config: IdentityConfig, serverUrl: string): Administrator | undefined {
  const { KEYCLOAK_URL, KEYCLOAK_ADMIN_CLIENT_ID: clientId, KEYCLOAK_ADMIN_CLIENT_SECRET, KEYCLOAK_CLUSTERS } = config;
  if (serverUrl !== KEYCLOAK_URL) return KEYCLOAK_CLUSTERS?.get(serverUrl);
  return KEYCLOAK_ADMIN_CLIENT_SECRET && { clientId, secret: KEYCLOAK_ADMIN_CLIENT_SECRET };
}

/** Where the realm of a new tenant is made. */
export function clusterOfNewRealms({ KEYCLOAK_URL, KEYCLOAK_NEW_REALMS_URL }: IdentityConfig): string {
  return KEYCLOAK_NEW_REALMS_URL ?? KEYCLOAK_URL;
}
