import { hashPassword } from '../password.js';
import { userFrom } from '../realm/realm.js';
import { credentialRepresentation, type User, userImport, userRepresentation } from '../realm/representation.js';
import { type AdminCall, conflict, created, merged, noContent, notFound, pageOf, parsedBody } from './admin-call.js';

export function findUsers(call: AdminCall) {
  const { query, realm } = call;
  const exact = query.get('exact') === 'true';
  const matches = (value: string, wanted: string | null) =>
    wanted === null || (exact ? value === wanted.toLowerCase() : value.includes(wanted.toLowerCase()));
  const found = realm.users.filter(
    (user) =>
      user.serviceAccountClientId === undefined &&
      matches(user.username, query.get('username')) &&
      matches(user.email.toLowerCase(), query.get('email')) &&
      [user.username, user.email.toLowerCase()].some((value) => matches(value, query.get('search'))),
  );
  return { status: 200, json: pageOf(found.map(shown), query) };
}

export function countUsers(call: AdminCall) {
  return { status: 200, json: call.realm.users.filter((user) => user.serviceAccountClientId === undefined).length };
}

export async function createUser(call: AdminCall) {
  const user = await userFrom(parsedBody(userImport, call));
  refuseTaken(call, user);
  call.realm.users.push(user);
  return created(`/admin/realms/${call.realm.settings.realm}/users/${user.id}`);
}

export function readUser(call: AdminCall) {
  return { status: 200, json: shown(userOf(call)) };
}

/** Roles have their own route: PUT leaves them as they are, as on Keycloak. */
export function updateUser(call: AdminCall) {
  const user = userOf(call);
  const { id, realmRoles, clientRoles } = user;
  const change: User = { ...merged(userRepresentation, user, call), id, realmRoles, clientRoles };
  refuseTaken(call, change);
  Object.assign(user, change);
  return noContent;
}

export function deleteUser(call: AdminCall) {
  const user = userOf(call);
  call.realm.users = call.realm.users.filter((candidate) => candidate !== user);
  return noContent;
}

export async function resetPassword(call: AdminCall) {
  const user = userOf(call);
  const { value, temporary } = parsedBody(credentialRepresentation, call);
  user.passwordHash = await hashPassword(value);
  user.mustChoosePassword = temporary;
  return noContent;
}

export function userOf(call: AdminCall): User {
  const user = call.realm.users.find((candidate) => candidate.id === call.params.id);
  if (!user) throw notFound('User not found');
  return user;
}

export function shown(user: User) {
  const { passwordHash: _hidden, mustChoosePassword, realmRoles: _mapped, clientRoles: _too, ...representation } = user;
  return { ...representation, requiredActions: mustChoosePassword ? ['UPDATE_PASSWORD'] : [] };
}

function refuseTaken(call: AdminCall, user: User): void {
  const others = call.realm.users.filter((candidate) => candidate.id !== user.id);
  if (others.some((other) => other.username === user.username)) throw conflict('User exists with same username');
  if (user.email !== '' && others.some((other) => other.email.toLowerCase() === user.email.toLowerCase()))
    throw conflict('User exists with same email');
}
