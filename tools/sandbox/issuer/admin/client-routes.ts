import { clientNamed, ensureServiceAccount, serviceAccountOf } from '../realm/realm.js';
import { type Client, clientRepresentation } from '../realm/representation.js';
import { type AdminCall, conflict, created, merged, noContent, notFound, pageOf, parsedBody } from './admin-call.js';
import { shown } from './user-routes.js';

export function findClients(call: AdminCall) {
  const wanted = call.query.get('clientId');
  const found = call.realm.clients.filter((client) => wanted === null || client.clientId === wanted);
  return { status: 200, json: pageOf(found, call.query) };
}

export function createClient(call: AdminCall) {
  const client = parsedBody(clientRepresentation, call);
  if (clientNamed(call.realm, client.clientId)) throw conflict(`Client ${client.clientId} already exists`);
  call.realm.clients.push(client);
  ensureServiceAccount(call.realm, client);
  return created(`/admin/realms/${call.realm.settings.realm}/clients/${client.id}`);
}

export function readClient(call: AdminCall) {
  return { status: 200, json: clientOf(call) };
}

export function updateClient(call: AdminCall) {
  const client = clientOf(call);
  Object.assign(client, merged(clientRepresentation, client, call), { id: client.id, clientId: client.clientId });
  ensureServiceAccount(call.realm, client);
  return noContent;
}

export function deleteClient(call: AdminCall) {
  const client = clientOf(call);
  call.realm.clients = call.realm.clients.filter((candidate) => candidate !== client);
  call.realm.users = call.realm.users.filter((user) => user.serviceAccountClientId !== client.clientId);
  return noContent;
}

export function readClientSecret(call: AdminCall) {
  return { status: 200, json: { type: 'secret', value: clientOf(call).secret } };
}

export function readServiceAccount(call: AdminCall) {
  const account = serviceAccountOf(call.realm, clientOf(call));
  if (!account) throw notFound('Service account not enabled for the client');
  return { status: 200, json: shown(account) };
}

export function clientOf(call: AdminCall, id = call.params.id): Client {
  const client = call.realm.clients.find((candidate) => candidate.id === id);
  if (!client) throw notFound('Could not find client');
  return client;
}
