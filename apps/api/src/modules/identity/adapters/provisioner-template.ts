import type ClientRepresentation from '@keycloak/keycloak-admin-client/lib/defs/clientRepresentation.js';
import type UserRepresentation from '@keycloak/keycloak-admin-client/lib/defs/userRepresentation.js';
import type { JSONWebKeySet } from 'jose';

import { keyedClient } from './realm-parts.js';
import { PROVISIONER } from './realm-key.js';

/** The client of every realm whose roles are about the realm itself. */
export const REALM_MANAGEMENT = 'realm-management';
/** What bringing a realm to its template and keeping its accounts takes: not to act as somebody else, nor other identity providers. */
export const PROVISIONER_DUTIES: readonly string[] = ['manage-realm', 'manage-clients', 'manage-users'];

/** The client within a realm that administers it: the platform, by its key. */
export function provisionerClient(publicKeys: JSONWebKeySet): ClientRepresentation {
  return keyedClient(PROVISIONER, publicKeys);
}

export const PROVISIONER_ACCOUNT: UserRepresentation = {
  username: `service-account-${PROVISIONER}`,
  enabled: true,
  serviceAccountClientId: PROVISIONER,
  clientRoles: { [REALM_MANAGEMENT]: [...PROVISIONER_DUTIES] },
};
