import { clientNamed, type Realm } from './realm.js';
import { clientRepresentation, roleRepresentation } from './representation.js';

/** The client whose roles are about the realm itself, which Keycloak gives every realm. */
export const REALM_MANAGEMENT = 'realm-management';

export type Duty = 'manage-realm' | 'manage-clients' | 'manage-users';

export const realmManagementRoles = (['realm-admin', 'manage-realm', 'manage-clients', 'manage-users'] as const).map(
  (name) => roleRepresentation.parse({ id: name, name }),
);

export function ensureRealmManagement(realm: Realm): void {
  if (clientNamed(realm, REALM_MANAGEMENT)) return;
  realm.clients.push(clientRepresentation.parse({ clientId: REALM_MANAGEMENT, bearerOnly: true }));
}
