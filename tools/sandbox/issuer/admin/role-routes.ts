import { z } from 'zod';
import type { Realm } from '../realm/realm.js';
import { type Role, roleRepresentation, type User } from '../realm/representation.js';
import { type AdminCall, conflict, created, noContent, notFound, pageOf, parsedBody } from './admin-call.js';
import { REALM_MANAGEMENT, realmManagementRoles } from '../realm/realm-management.js';
import { clientOf } from './client-routes.js';
import { userOf } from './user-routes.js';

const roleReferences = z.array(z.object({ name: z.string() }));

export function findRoles(call: AdminCall) {
  return { status: 200, json: pageOf(call.realm.roles, call.query) };
}

export function readRole(call: AdminCall) {
  return { status: 200, json: roleNamed(call.realm, call.params.name ?? '') };
}

export function createRole(call: AdminCall) {
  const role = parsedBody(roleRepresentation, call);
  if (call.realm.roles.some((known) => known.name === role.name))
    throw conflict(`Role with name ${role.name} already exists`);
  call.realm.roles.push(role);
  return created(`/admin/realms/${call.realm.settings.realm}/roles/${role.name}`);
}

export function readRoleMappings(call: AdminCall) {
  return { status: 200, json: rolesOf(call.realm, userOf(call)) };
}

export function addRoleMappings(call: AdminCall) {
  const user = userOf(call);
  user.realmRoles = [...new Set([...user.realmRoles, ...referenced(call)])];
  return noContent;
}

export function removeRoleMappings(call: AdminCall) {
  const user = userOf(call);
  const names = referenced(call);
  user.realmRoles = user.realmRoles.filter((name) => !names.includes(name));
  return noContent;
}

/** Of the one client here that has roles of its own. */
export function readClientRoles(call: AdminCall) {
  return {
    status: 200,
    json: clientOf(call, call.params.id).clientId === REALM_MANAGEMENT ? realmManagementRoles : [],
  };
}

export function readClientRoleMappings(call: AdminCall) {
  const held = userOf(call).clientRoles[clientOf(call, call.params.client).clientId] ?? [];
  return { status: 200, json: realmManagementRoles.filter(({ name }) => held.includes(name)) };
}

export function addClientRoleMappings(call: AdminCall) {
  const { clientRoles } = userOf(call);
  const { clientId } = clientOf(call, call.params.client);
  const names = parsedBody(roleReferences, call).map(({ name }) => name);
  if (names.some((name) => !realmManagementRoles.some((role) => role.name === name))) throw notFound('Role not found');
  clientRoles[clientId] = [...new Set([...(clientRoles[clientId] ?? []), ...names])];
  return noContent;
}

function referenced(call: AdminCall): string[] {
  return parsedBody(roleReferences, call).map(({ name }) => roleNamed(call.realm, name).name);
}

function rolesOf(realm: Realm, user: User): Role[] {
  return realm.roles.filter((role) => user.realmRoles.includes(role.name));
}

function roleNamed(realm: Realm, name: string): Role {
  const role = realm.roles.find((candidate) => candidate.name === name);
  if (!role) throw notFound('Could not find role');
  return role;
}
