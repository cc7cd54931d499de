import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import type RealmRepresentation from '@keycloak/keycloak-admin-client/lib/defs/realmRepresentation.js';
import { it } from '@jest/globals';
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import type { Listening } from '../http/loopback-server.js';
import { startIssuer } from './start-issuer.js';

const keycloakUrl = process.env.KEYCLOAK_URL;
/** A name of its own for a realm of this run: a real Keycloak has other realms, and suites that run beside this one. */
const made: string[] = [];
export function aRealmName(prefix: string): string {
  const name = `${prefix}-${randomBytes(5).toString('hex')}`;
  made.push(name);
  return name;
}

/** Of the client `provisioner` in `master`, on a real Keycloak as well. */
export const ADMIN_SECRET = (keycloakUrl && process.env.KEYCLOAK_ADMIN_CLIENT_SECRET) || 'provisioner-secret';
export const PASSWORD = 'correct horse';
export const REDIRECT = 'http://yrd.localhost:4000/callback';

/** The embedded issuer, or the Keycloak at KEYCLOAK_URL: one suite holds for both. */
export async function issuerUnderTest(): Promise<Listening> {
  if (!keycloakUrl) return startIssuer({ adminSecret: ADMIN_SECRET });
  const close = async () => {
    const admin = await adminClient(keycloakUrl);
    for (const realm of made) if (await admin.realms.findOne({ realm })) await admin.realms.del({ realm });
  };
  return { url: keycloakUrl, close };
}

/** For what looks inside the embedded issuer, or where it is stricter than a Keycloak in development mode. */
export const embeddedIt = keycloakUrl ? it.skip : it;

export async function adminClient(baseUrl: string): Promise<KeycloakAdminClient> {
  const admin = new KeycloakAdminClient({ baseUrl, realmName: 'master' });
  await admin.auth({ grantType: 'client_credentials', clientId: 'provisioner', clientSecret: ADMIN_SECRET });
  return admin;
}

export interface GateKey {
  readonly privateKey: KeyObject;
  readonly keyId: string;
  readonly jwks: string;
}

export function aGateKey(): GateKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey,
    keyId: 'gate-key',
    jwks: JSON.stringify({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'gate-key', use: 'sig', alg: 'ES256' }],
    }),
  };
}

export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
}

const permissions = { view: ['admin', 'user'], edit: ['admin', 'user'] };
const userProfile = {
  unmanagedAttributePolicy: 'ADMIN_EDIT',
  attributes: ['username', 'email', 'firstName', 'lastName'].map((name) => ({ name, permissions })),
};
/** Keycloak drops attributes that its user profile does not name, unless it is told to keep them. */
const KEEPS_ATTRIBUTES: object = [
  { providerId: 'declarative-user-profile', config: { 'kc.user.profile.config': [JSON.stringify(userProfile)] } },
];

/** A realm as provisioning sends it: the three kinds of client, one person, the mappers. */
export function tenantRealm(
  realm: string,
  tenantId: string,
  gateJwks: string,
  otaSecret = 'west-secret',
): RealmRepresentation {
  const protocolMappers = [
    {
      name: 'tenant',
      protocol: 'openid-connect',
      protocolMapper: 'oidc-hardcoded-claim-mapper',
      config: {
        'claim.name': 'tenant_id',
        'claim.value': tenantId,
        'jsonType.label': 'String',
        'access.token.claim': 'true',
      },
    },
    {
      name: 'api',
      protocol: 'openid-connect',
      protocolMapper: 'oidc-audience-mapper',
      config: { 'included.custom.audience': 'api', 'access.token.claim': 'true' },
    },
    {
      name: 'attractions',
      protocol: 'openid-connect',
      protocolMapper: 'oidc-usermodel-attribute-mapper',
      config: {
        'user.attribute': 'attraction_ids',
        'claim.name': 'attraction_ids',
        'jsonType.label': 'String',
        multivalued: 'true',
        'access.token.claim': 'true',
      },
    },
  ];
  const machine = { publicClient: false, serviceAccountsEnabled: true, standardFlowEnabled: false, protocolMappers };
  return {
    realm,
    displayName: `Realm ${realm}`,
    enabled: true,
    accessTokenLifespan: 300,
    roles: { realm: [{ name: 'bureau-admin' }, { name: 'ota-partner' }, { name: 'gate-operator' }] },
    clients: [
      {
        clientId: 'portal',
        publicClient: true,
        redirectUris: [REDIRECT],
        webOrigins: ['+'],
        attributes: { 'pkce.code.challenge.method': 'S256' },
        protocolMappers,
      },
      { clientId: 'ota-west', secret: otaSecret, ...machine },
      {
        clientId: 'gate-1',
        clientAuthenticatorType: 'client-jwt',
        attributes: { 'use.jwks.string': 'true', 'jwks.string': gateJwks },
        ...machine,
      },
    ],
    components: { 'org.keycloak.userprofile.UserProfileProvider': KEEPS_ATTRIBUTES },
    users: [
      {
        username: 'alice',
        enabled: true,
        firstName: 'Alice',
        lastName: 'Wang',
        email: `alice@${realm}.example`,
        credentials: [{ type: 'password', value: PASSWORD }],
        realmRoles: ['bureau-admin'],
        attributes: { attraction_ids: ['WUZHEN', 'XITANG'] },
      },
      {
        username: 'service-account-ota-west',
        enabled: true,
        serviceAccountClientId: 'ota-west',
        realmRoles: ['ota-partner'],
      },
      {
        username: 'service-account-gate-1',
        enabled: true,
        serviceAccountClientId: 'gate-1',
        realmRoles: ['gate-operator'],
        attributes: { attraction_ids: ['WUZHEN'] },
      },
    ],
  };
}
