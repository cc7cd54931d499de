import { type Route, route } from '../../http/routes.js';
import type { RealmStore } from '../realm/realm-store.js';
import { realmFrom } from '../realm/realm.js';
import { type RealmSettings, realmImport, realmSettings, userProfile } from '../realm/representation.js';
import type { AdminAccess } from './admin-access.js';
import { type AdminCall, conflict, created, merged, noContent, parsedBody } from './admin-call.js';

/** Routes that create, list and delete realms: for the master realm's administrator. */
export function realmRoutes(realms: RealmStore, access: AdminAccess): Route[] {
  return [
    route('GET', '/admin/realms', ({ req }) => {
      access.requireMaster(req);
      return { status: 200, json: realms.all().map((realm) => realm.settings) };
    }),
    route('POST', '/admin/realms', async (call) => {
      access.requireMaster(call.req);
      const source = parsedBody(realmImport, call);
      if (realms.get(source.realm)) throw conflict(`Realm ${source.realm} already exists`);
      const realm = await realmFrom(source);
      if (realms.get(source.realm)) throw conflict(`Realm ${source.realm} already exists`);
      realms.add(realm);
      await realms.save();
      return created(`/admin/realms/${source.realm}`);
    }),
    route('DELETE', '/admin/realms/{realm}', async ({ req, params }) => {
      access.requireMaster(req);
      if (params.realm === 'master') throw conflict('Realm master cannot be removed');
      realms.remove(params.realm ?? '');
      await realms.save();
      return noContent;
    }),
  ];
}

export function readRealm(call: AdminCall) {
  return { status: 200, json: call.realm.settings };
}

/** Settings only: roles, clients and users have their own routes, as on Keycloak. The name is fixed. */
export function updateRealm(call: AdminCall) {
  const { id, realm } = call.realm.settings;
  const settings: RealmSettings = merged(realmSettings, call.realm.settings, call);
  call.realm.settings = { ...settings, id, realm };
  return noContent;
}

/** Kept and shown; this issuer keeps every attribute of a person, whatever it says. */
export function updateUserProfile(call: AdminCall) {
  call.realm.userProfile = parsedBody(userProfile, call);
  return { status: 200, json: call.realm.userProfile };
}

export function readUserProfile(call: AdminCall) {
  return { status: 200, json: call.realm.userProfile ?? {} };
}
