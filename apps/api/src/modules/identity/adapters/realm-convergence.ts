import type KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import type ClientRepresentation from '@keycloak/keycloak-admin-client/lib/defs/clientRepresentation.js';
import type RealmRepresentation from '@keycloak/keycloak-admin-client/lib/defs/realmRepresentation.js';
import type { Tenant } from '@lianpiao/authz';

import { frontOf } from '../domain/platform-realm.js';
import { TEMPLATE_ATTRIBUTE, TENANT_ATTRIBUTE, userProfile } from './realm-template.js';

/** Whether a realm was brought to this very template before. */
export function isAtTemplate(found: RealmRepresentation, wanted: RealmRepresentation): boolean {
  const marks = [TEMPLATE_ATTRIBUTE, TENANT_ATTRIBUTE];
  return marks.every((mark) => found.attributes?.[mark] === wanted.attributes?.[mark]);
}

/** Whether a realm was made for whom it is wanted for. Realms of earlier versions say so in the tokens of their portal only. */
export async function isMadeFor(
  admin: KeycloakAdminClient,
  tenant: Tenant,
  { attributes }: RealmRepresentation,
): Promise<boolean> {
  const named = attributes?.[TENANT_ATTRIBUTE] as string | undefined;
  if (named !== undefined) return named === tenant.id;
  const [front] = await admin.clients.find({ realm: tenant.issuer.realm, clientId: frontOf(tenant) });
  const claims = (front?.protocolMappers ?? []).map(({ config }) => config as Record<string, string> | undefined);
  return claims.some((claim) => claim?.['claim.name'] === 'tenant_id' && claim['claim.value'] === tenant.id);
}

/** Brings a realm that exists to the template, whoever changed it since; what the template does not name stays as it is. */
export async function convergeRealm(
  admin: KeycloakAdminClient,
  found: RealmRepresentation,
  wanted: RealmRepresentation,
): Promise<void> {
  const { realm = '', roles, clients = [], components: _atCreation, attributes, ...settings } = wanted;
  await admin.realms.update({ realm }, settings);
  await admin.users.updateProfile({ realm, ...userProfile });
  await addMissingRoles(
    admin,
    realm,
    (roles?.realm ?? []).flatMap(({ name }) => name ?? []),
  );
  for (const client of clients) await convergeClient(admin, realm, client);
  // Last: the digest says that all of the above is done.
  await admin.realms.update({ realm }, { attributes: { ...found.attributes, ...attributes } });
}

async function addMissingRoles(admin: KeycloakAdminClient, realm: string, names: readonly string[]): Promise<void> {
  const known = new Set((await admin.roles.find({ realm })).map(({ name }) => name));
  for (const name of names) if (!known.has(name)) await admin.roles.create({ realm, name });
}

/** Creates a client or makes it what it should be: its addresses, flows and mappers are replaced. Answers its id. */
export async function convergeClient(
  admin: KeycloakAdminClient,
  realm: string,
  wanted: ClientRepresentation,
): Promise<string> {
  const [known] = await admin.clients.find({ realm, clientId: wanted.clientId ?? '' });
  if (!known?.id) return (await admin.clients.create({ realm, ...wanted })).id;
  const attributes = { ...known.attributes, ...wanted.attributes };
  await admin.clients.update({ realm, id: known.id }, { ...known, ...wanted, attributes });
  return known.id;
}
