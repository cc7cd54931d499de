import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export const ADMIN_SECRET = 'provisioner-secret';
export const PASSWORD = 'correct horse';
export const REDIRECT = 'http://yrd.localhost:4000/callback';

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
  return { privateKey, keyId: 'gate-key', jwks: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'gate-key', use: 'sig', alg: 'ES256' }] }) };
}

export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
}

/** A realm as provisioning sends it: the three kinds of client, one person, the mappers. */
export function tenantRealm(realm: string, tenantId: string, gateJwks: string) {
  const protocolMappers = [
    { name: 'tenant', protocol: 'openid-connect', protocolMapper: 'oidc-hardcoded-claim-mapper', config: { 'claim.name': 'tenant_id', 'claim.value': tenantId, 'jsonType.label': 'String', 'access.token.claim': 'true' } },
    { name: 'api', protocol: 'openid-connect', protocolMapper: 'oidc-audience-mapper', config: { 'included.custom.audience': 'api', 'access.token.claim': 'true' } },
    {
      name: 'attractions',
      protocol: 'openid-connect',
      protocolMapper: 'oidc-usermodel-attribute-mapper',
      config: { 'user.attribute': 'attraction_ids', 'claim.name': 'attraction_ids', 'jsonType.label': 'String', multivalued: 'true', 'access.token.claim': 'true' },
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
      { clientId: 'portal', publicClient: true, redirectUris: [REDIRECT], webOrigins: ['+'], protocolMappers },
      { clientId: 'ota-west', secret: realm === 'yrd' ? 'west-secret' : 'another-secret', ...machine },
      { clientId: 'gate-1', clientAuthenticatorType: 'client-jwt', attributes: { 'use.jwks.string': 'true', 'jwks.string': gateJwks }, ...machine },
    ],
    users: [
      { username: 'alice', enabled: true, email: `alice@${realm}.example`, credentials: [{ type: 'password', value: PASSWORD }], realmRoles: ['bureau-admin'], attributes: { attraction_ids: ['WUZHEN', 'XITANG'] } },
      { username: 'service-account-ota-west', enabled: true, serviceAccountClientId: 'ota-west', realmRoles: ['ota-partner'] },
      { username: 'service-account-gate-1', enabled: true, serviceAccountClientId: 'gate-1', realmRoles: ['gate-operator'], attributes: { attraction_ids: ['WUZHEN'] } },
    ],
  };
}
