import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';

/** Keycloak's representations, as far as we read them. What is not named here is ignored, as an older Keycloak would. */

export const REALM_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const id = z
  .string()
  .min(1)
  .max(64)
  .default(() => randomUUID());
const text = z.string().max(4_000);
const stringMap = z.record(z.string(), text).default({});

const mapper = z.object({ id, name: text, protocolMapper: text, config: stringMap });

export const roleRepresentation = z.object({ id, name: z.string().min(1).max(255), description: text.default('') });

export const clientRepresentation = z.object({
  id,
  clientId: z.string().regex(/^[\w.:-]{1,255}$/),
  name: text.default(''),
  enabled: z.boolean().default(true),
  publicClient: z.boolean().default(false),
  bearerOnly: z.boolean().default(false),
  standardFlowEnabled: z.boolean().default(true),
  serviceAccountsEnabled: z.boolean().default(false),
  clientAuthenticatorType: z.enum(['client-secret', 'client-jwt']).default('client-secret'),
  secret: text.default(() => randomBytes(24).toString('base64url')),
  redirectUris: z.array(text).default([]),
  webOrigins: z.array(text).default([]),
  attributes: stringMap,
  protocolMappers: z.array(mapper).default([]),
});

const oneOrMany = z.union([text.transform((value) => [value]), z.array(text)]);

export const userRepresentation = z.object({
  id,
  username: z.string().min(1).max(255).toLowerCase(),
  // As on Keycloak, nobody and nothing is enabled unless it is said: a template that forgets it must fail here too.
  enabled: z.boolean().default(false),
  email: text.default(''),
  firstName: text.default(''),
  lastName: text.default(''),
  attributes: z.record(z.string(), oneOrMany).default({}),
  realmRoles: z.array(text).default([]),
  clientRoles: z.record(z.string(), z.array(text)).default({}),
  serviceAccountClientId: text.optional(),
});

export const credentialRepresentation = z.object({
  type: z.literal('password').default('password'),
  value: z.string().min(1).max(1_024),
  temporary: z.boolean().default(false),
});

export const userImport = userRepresentation.extend({ credentials: z.array(credentialRepresentation).default([]) });

export const realmSettings = z.object({
  id,
  realm: z.string().regex(REALM_NAME),
  displayName: text.default(''),
  enabled: z.boolean().default(false),
  registrationAllowed: z.boolean().default(false),
  accessTokenLifespan: z.number().int().min(1).max(3_600).default(300),
  attributes: stringMap,
});

export const realmImport = realmSettings.extend({
  roles: z.object({ realm: z.array(roleRepresentation).default([]) }).default({ realm: [] }),
  clients: z.array(clientRepresentation).default([]),
  users: z.array(userImport).default([]),
});

export const userProfile = z.object({
  attributes: z.array(z.record(z.string(), z.unknown())).default([]),
  unmanagedAttributePolicy: z.enum(['DISABLED', 'ENABLED', 'ADMIN_VIEW', 'ADMIN_EDIT']).default('DISABLED'),
});

export type Mapper = z.output<typeof mapper>;
export type Role = z.output<typeof roleRepresentation>;
export type Client = z.output<typeof clientRepresentation>;
export type User = z.output<typeof userRepresentation> & {
  passwordHash?: string;
  /** The password was set by somebody else, and has to be replaced before anything else. */
  mustChoosePassword?: boolean;
};
export type UserImport = z.output<typeof userImport>;
export type RealmSettings = z.output<typeof realmSettings>;
export type RealmImport = z.output<typeof realmImport>;
export type UserProfile = z.output<typeof userProfile>;
