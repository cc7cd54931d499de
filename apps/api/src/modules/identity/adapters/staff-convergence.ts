import type KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import type { Role } from '@lianpiao/authz';

import { isTemplateRole, userOf, type StaffAccount } from './realm-template.js';

/** Creates an account, or makes it what it should be; its password stays. Answers its subject. */
export async function convergeAccount(
  admin: KeycloakAdminClient,
  realm: string,
  account: StaffAccount,
): Promise<string> {
  const [known] = await admin.users.find({ realm, username: account.username, exact: true });
  const wanted = userOf(account);
  const id = known?.id ?? (await admin.users.create({ realm, ...wanted })).id;
  if (known) {
    const attributes = { ...known.attributes, ...wanted.attributes };
    await admin.users.update({ realm, id }, { ...known, ...wanted, attributes });
  }
  await convergeRoles(admin, realm, id, account.roles);
  return id;
}

/** Afterwards an account has exactly these of our roles; the realm's own (such as `offline_access`) stay. */
export async function convergeRoles(
  admin: KeycloakAdminClient,
  realm: string,
  id: string,
  names: readonly Role[],
): Promise<void> {
  const held = named(await admin.users.listRealmRoleMappings({ realm, id }));
  const known = named(await admin.roles.find({ realm }));
  const missing = known.filter(({ name }) => isOneOf(names, name) && !held.some((role) => role.name === name));
  const lost = held.filter(({ name }) => isTemplateRole(name) && !isOneOf(names, name));
  if (missing.length > 0) await admin.users.addRealmRoleMappings({ realm, id, roles: missing });
  if (lost.length > 0) await admin.users.delRealmRoleMappings({ realm, id, roles: lost });
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function named(roles: readonly { id?: string; name?: string }[]): { id: string; name: string }[] {
  return roles.flatMap(({ id, name }) => (id && name ? [{ id, name }] : []));
}
