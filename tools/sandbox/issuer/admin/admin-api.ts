import type { IncomingMessage } from 'node:http';
import type { Answer } from '../../http/answer.js';
import { type Call, dispatch, type Route, route } from '../../http/routes.js';
import type { IssuerEndpoints } from '../endpoints/issuer-endpoints.js';
import type { Duty } from '../realm/realm-management.js';
import type { RealmStore } from '../realm/realm-store.js';
import type { AdminAccess } from './admin-access.js';
import { type AdminCall, notFound } from './admin-call.js';
import {
  createClient,
  deleteClient,
  findClients,
  readClient,
  readClientSecret,
  readServiceAccount,
  updateClient,
} from './client-routes.js';
import { logOut } from './log-out.js';
import { readRealm, readUserProfile, realmRoutes, updateRealm, updateUserProfile } from './realm-routes.js';
import {
  addClientRoleMappings,
  addRoleMappings,
  createRole,
  findRoles,
  readClientRoleMappings,
  readClientRoles,
  readRole,
  readRoleMappings,
  removeRoleMappings,
} from './role-routes.js';
import { countUsers, createUser, deleteUser, findUsers, readUser, resetPassword, updateUser } from './user-routes.js';

const BODY_LIMIT = 1024 * 1024;

type AdminHandler = (call: AdminCall) => Answer | Promise<Answer>;

/** The part of Keycloak's Admin REST API that provisioning a tenant needs. */
export class AdminApi {
  readonly #routes: readonly Route[];

  constructor(
    private readonly realms: RealmStore,
    private readonly access: AdminAccess,
    endpoints: IssuerEndpoints,
  ) {
    const within = (method: string, path: string, handle: AdminHandler) =>
      route(method, `/admin/realms/{realm}${path}`, (call) => this.#inRealm(call, dutyOf(path), handle));
    this.#routes = [
      ...realmRoutes(realms, access),
      within('GET', '', readRealm),
      within('PUT', '', updateRealm),
      within('GET', '/users', findUsers),
      within('GET', '/users/count', countUsers),
      within('POST', '/users', createUser),
      within('GET', '/users/profile', readUserProfile),
      within('PUT', '/users/profile', updateUserProfile),
      within('GET', '/users/{id}', readUser),
      within('PUT', '/users/{id}', updateUser),
      within('DELETE', '/users/{id}', deleteUser),
      within('PUT', '/users/{id}/reset-password', resetPassword),
      within('POST', '/users/{id}/logout', (call) => logOut(call, endpoints.of(call.realm))),
      within('GET', '/users/{id}/role-mappings/realm', readRoleMappings),
      within('POST', '/users/{id}/role-mappings/realm', addRoleMappings),
      within('DELETE', '/users/{id}/role-mappings/realm', removeRoleMappings),
      within('GET', '/users/{id}/role-mappings/clients/{client}', readClientRoleMappings),
      within('POST', '/users/{id}/role-mappings/clients/{client}', addClientRoleMappings),
      within('GET', '/roles', findRoles),
      within('POST', '/roles', createRole),
      within('GET', '/roles/{name}', readRole),
      within('GET', '/clients', findClients),
      within('POST', '/clients', createClient),
      within('GET', '/clients/{id}', readClient),
      within('PUT', '/clients/{id}', updateClient),
      within('DELETE', '/clients/{id}', deleteClient),
      within('GET', '/clients/{id}/client-secret', readClientSecret),
      within('GET', '/clients/{id}/roles', readClientRoles),
      within('GET', '/clients/{id}/service-account-user', readServiceAccount),
    ];
  }

  handle(req: IncomingMessage): Promise<Answer> {
    return dispatch(this.#routes, req, BODY_LIMIT);
  }

  async #inRealm(call: Call, duty: Duty, handle: AdminHandler): Promise<Answer> {
    const name = call.params.realm ?? '';
    this.access.requireRealm(call.req, name, duty);
    const realm = this.realms.get(name);
    if (!realm) throw notFound('Realm not found.');
    const answer = await handle({ ...call, realm });
    if (call.req.method !== 'GET') await this.realms.save();
    return answer;
  }
}

function dutyOf(path: string): Duty {
  if (path.startsWith('/users/{id}') || path === '/users' || path === '/users/count') return 'manage-users';
  return path.startsWith('/clients') ? 'manage-clients' : 'manage-realm';
}
