import type KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import type ClientRepresentation from '@keycloak/keycloak-admin-client/lib/defs/clientRepresentation.js';
import type RealmRepresentation from '@keycloak/keycloak-admin-client/lib/defs/realmRepresentation.js';
import type { UserProfileConfig } from '@keycloak/keycloak-admin-client/lib/defs/userProfileMetadata.js';
import type { Tenant } from '@lianpiao/authz';
import type { JSONWebKeySet } from 'jose';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import { frontOf } from '../domain/platform-realm.js';
import { ClusterFull, RealmMissing, RealmTaken } from '../identity.failures.js';
import { redirectsTo } from './realm-parts.js';
import {
  PROVISIONER_ACCOUNT,
  PROVISIONER_DUTIES,
  provisionerClient,
  REALM_MANAGEMENT,
} from './provisioner-template.js';

/** Where a realm keeps the digest of the template it was last brought to. */
export const TEMPLATE_ATTRIBUTE = 'lianpiao.template';
/** Whose realm it is. */
export const TENANT_ATTRIBUTE = 'lianpiao.tenant';

/**
 * Makes a realm, its provisioner in it, on a cluster that has room for it.
 * @throws ClusterFull
 */
export async function makeRealm(
  admin: KeycloakAdminClient,
  tenant: Tenant,
  template: RealmRepresentation,
  most: number,
): Promise<void> {
  const there = await admin.realms.find({ briefRepresentation: true });
  if (there.length >= most) throw new ClusterFull(tenant.issuer.serverUrl, most);
  await admin.realms.create({ ...template, attributes: marksOf(tenant, template), users: [PROVISIONER_ACCOUNT] });
}

/** Brings a realm to the template; skipped when it was brought to this very template before. */
export async function convergeRealm(
  admin: KeycloakAdminClient,
  tenant: Tenant,
  template: RealmRepresentation,
  userProfile: UserProfileConfig,
): Promise<void> {
  const { realm } = tenant.issuer;
  const found = await admin.realms.findOne({ realm });
  const marks = Object.entries(marksOf(tenant, template));
  if (marks.every(([mark, value]) => found?.attributes?.[mark] === value)) return;
  await applyTemplate(admin, realm, template);
  await admin.users.updateProfile({ realm, ...userProfile });
  // Last: the digest says that all of the above is done.
  await admin.realms.update({ realm }, { attributes: { ...found?.attributes, ...Object.fromEntries(marks) } });
}

function marksOf({ id }: Tenant, template: RealmRepresentation): Readonly<Record<string, string>> {
  const digest = createHash('sha256').update(JSON.stringify(template)).digest('hex');
  return { [TEMPLATE_ATTRIBUTE]: digest, [TENANT_ATTRIBUTE]: id };
}

/**
 * Makes a realm that is there know its provisioner by these keys, as one does that is made anew.
 * @throws RealmMissing, RealmTaken
 */
export async function admitProvisioner(
  admin: KeycloakAdminClient,
  tenant: Tenant,
  publicKeys: JSONWebKeySet,
): Promise<void> {
  const { realm } = tenant.issuer;
  const found = await admin.realms.findOne({ realm });
  if (!found) throw new RealmMissing(realm);
  if (!(await isMadeFor(admin, tenant, found))) throw new RealmTaken(realm);
  const id = await convergeClient(admin, realm, provisionerClient(publicKeys));
  const account = await admin.clients.getServiceAccountUser({ realm, id });
  const [management] = await admin.clients.find({ realm, clientId: REALM_MANAGEMENT });
  if (!account.id || !management?.id) throw new Error(`realm ${realm} cannot be administered from within`);
  const offered = await admin.clients.listRoles({ realm, id: management.id });
  const roles = offered.flatMap(({ id: role, name }) =>
    role && name && PROVISIONER_DUTIES.includes(name) ? [{ id: role, name }] : [],
  );
  await admin.users.addClientRoleMappings({ realm, id: account.id, clientUniqueId: management.id, roles });
}

/** Realms of earlier versions say whose they are in the tokens of their portal only; one that does not say so is somebody else's. */
async function isMadeFor(
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

/** Whoever changed the realm since; what the template does not name stays as it is. */
async function applyTemplate(admin: KeycloakAdminClient, realm: string, template: RealmRepresentation): Promise<void> {
  const { roles, clients = [], components: _atCreation, ...settings } = template;
  await admin.realms.update({ realm }, settings);
  await addMissingRoles(
    admin,
    realm,
    (roles?.realm ?? []).flatMap(({ name }) => name ?? []),
  );
  for (const client of clients) await convergeClient(admin, realm, client);
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

/** Sends people who sign in by a client back to these origins and no others; written only where it is not so already. */
export async function followOrigins(
  admin: KeycloakAdminClient,
  realm: string,
  clientId: string,
  origins: readonly string[],
): Promise<void> {
  const [client] = await admin.clients.find({ realm, clientId });
  const wanted = redirectsTo(origins).sort();
  if (!client?.id || isDeepStrictEqual([...(client.redirectUris ?? [])].sort(), wanted)) return;
  await admin.clients.update({ realm, id: client.id }, { ...client, redirectUris: wanted });
}
