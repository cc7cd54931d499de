import { defineConfig, secret, z, type ConfigOf } from '@lianpiao/config';

export const identityConfig = defineConfig('Identity', {
  KEYCLOAK_URL: z.url().describe('Base address of Keycloak, or of the embedded issuer'),
  KEYCLOAK_ADMIN_CLIENT_ID: z.string().default('provisioner').describe('Client of realm master that provisions realms'),
  KEYCLOAK_ADMIN_CLIENT_SECRET: secret('Its client secret'),
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
