import type { Role, Tenant } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import type ClientRepresentation from '@keycloak/keycloak-admin-client/lib/defs/clientRepresentation.js';
import type ProtocolMapperRepresentation from '@keycloak/keycloak-admin-client/lib/defs/protocolMapperRepresentation.js';
import type RealmRepresentation from '@keycloak/keycloak-admin-client/lib/defs/realmRepresentation.js';
import {
  UnmanagedAttributePolicy,
  type UserProfileConfig,
} from '@keycloak/keycloak-admin-client/lib/defs/userProfileMetadata.js';
import type UserRepresentation from '@keycloak/keycloak-admin-client/lib/defs/userRepresentation.js';
import type { JSONWebKeySet } from 'jose';

import { frontOf, PLATFORM_ID } from '../domain/platform-realm.js';
import { STAFF_ROLES } from '../domain/staff.js';
import {
  API_CLIENT,
  AUDIENCE,
  browserClient,
  commonSettings,
  keyedClient,
  mapper,
  profileComponent,
  redirectsTo,
} from './realm-parts.js';

/** An account of a tenant's staff, as the provider has to have it. */
export interface StaffAccount {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly enabled: boolean;
  readonly roles: readonly Role[];
  /** Codes of the attractions they work for; empty for the bureau's own staff. */
  readonly attractionCodes: readonly string[];
}

const personalFields = ['username', 'email', 'firstName', 'lastName'].map((name) => ({
  name,
  permissions: { view: ['admin', 'user'], edit: ['admin'] },
}));
/** Without it Keycloak drops the attributes it does not know, and with them people's attractions; only administrators write them. */
export const STAFF_PROFILE: UserProfileConfig = {
  attributes: personalFields,
  unmanagedAttributePolicy: UnmanagedAttributePolicy.AdminEdit,
};

/** Roles of a tenant's realm: its staff's, and that of partners' machines. */
const TENANT_ROLES: readonly Role[] = [...STAFF_ROLES, 'ota-partner'];
const PLATFORM_ROLES: readonly Role[] = ['platform-admin'];

/** Where the portal is, and where it hears of sessions that have ended. */
export interface PortalAddresses {
  readonly origins: readonly string[];
  readonly backchannelBaseUrl: string;
}

/** The one lean realm every tenant gets: roles, the API's audience, the portal, and what our tokens say. */
export function tenantTemplate(tenant: Tenant, portal: PortalAddresses): RealmRepresentation {
  return {
    ...commonSettings(tenant),
    components: profileComponent(STAFF_PROFILE),
    roles: { realm: rolesOf(tenant).map((name) => ({ name })) },
    clients: [API_CLIENT, portalClient(tenant, portal)],
  };
}

function rolesOf({ id }: Tenant): readonly Role[] {
  return id === PLATFORM_ID ? PLATFORM_ROLES : TENANT_ROLES;
}

function portalClient(tenant: Tenant, { origins, backchannelBaseUrl }: PortalAddresses): ClientRepresentation {
  return {
    ...browserClient(tenant, backchannelBaseUrl),
    clientId: frontOf(tenant),
    redirectUris: redirectsTo(origins),
    webOrigins: [...origins],
    protocolMappers: mappersOf(tenant),
  };
}

/** A partner's machine: client credentials, one role. */
export function serviceClient(tenant: Tenant, clientId: string, secret: Secret): ClientRepresentation {
  return {
    clientId,
    enabled: true,
    publicClient: false,
    standardFlowEnabled: false,
    serviceAccountsEnabled: true,
    secret: secret.reveal(),
    protocolMappers: mappersOf(tenant),
  };
}

/** A gate: it signs with a key that never leaves it, so there is no secret to read out of a stolen device. */
export function gateClient(tenant: Tenant, clientId: string, publicKeys: JSONWebKeySet): ClientRepresentation {
  return { ...keyedClient(clientId, publicKeys), protocolMappers: mappersOf(tenant) };
}

/** Keycloak insists on two names; ours is one, and names of people do not come in a fixed order. */
export function userOf({ username, displayName, email, enabled, attractionCodes }: StaffAccount): UserRepresentation {
  return {
    username,
    enabled,
    emailVerified: true,
    firstName: displayName,
    lastName: '-',
    email,
    attributes: { attraction_ids: [...attractionCodes] },
  };
}

/** The roles of ours a realm knows; others that somebody has there are not ours to give or take. */
export function isTemplateRole(name: string): boolean {
  return [...TENANT_ROLES, ...PLATFORM_ROLES].some((role) => role === name);
}

function mappersOf(tenant: Tenant): ProtocolMapperRepresentation[] {
  return [
    mapper('tenant', 'oidc-hardcoded-claim-mapper', {
      'claim.name': 'tenant_id',
      'claim.value': tenant.id,
      'jsonType.label': 'String',
    }),
    AUDIENCE,
    mapper('attractions', 'oidc-usermodel-attribute-mapper', {
      'user.attribute': 'attraction_ids',
      'claim.name': 'attraction_ids',
      'jsonType.label': 'String',
      multivalued: 'true',
    }),
  ];
}
