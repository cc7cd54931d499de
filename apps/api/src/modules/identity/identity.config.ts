import { defineConfig, secret, z, type ConfigOf } from '@lianpiao/config';

export const identityConfig = defineConfig('Identity', {
  KEYCLOAK_URL: z.url().describe('Base address of Keycloak, or of the embedded issuer'),
  KEYCLOAK_ADMIN_CLIENT_ID: z.string().default('provisioner').describe('Client of realm master that provisions realms'),
  KEYCLOAK_ADMIN_CLIENT_SECRET: secret('Its client secret'),
});
export type IdentityConfig = ConfigOf<typeof identityConfig>;
export const IDENTITY_CONFIG = Symbol('IdentityConfig');
