import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { hashPassword } from '../password.js';
import {
  type Client,
  type RealmImport,
  type RealmSettings,
  type Role,
  type User,
  type UserImport,
  type UserProfile,
  userRepresentation,
} from './representation.js';

/** An RSA private key in JWK form. */
export interface SigningKey {
  readonly kid: string;
  readonly kty: 'RSA';
  readonly alg: 'RS256';
  readonly use: 'sig';
  readonly n: string;
  readonly e: string;
  readonly d: string;
  readonly p: string;
  readonly q: string;
  readonly dp: string;
  readonly dq: string;
  readonly qi: string;
}

/** A realm as it is kept; changed in place, so that its running provider sees every change at once. */
export interface Realm {
  settings: RealmSettings;
  readonly keys: SigningKey[];
  readonly cookieKey: string;
  roles: Role[];
  clients: Client[];
  users: User[];
  userProfile?: UserProfile;
}

export async function realmFrom(source: RealmImport): Promise<Realm> {
  const { roles, clients, users, ...settings } = source;
  const realm: Realm = {
    settings,
    keys: [await newSigningKey()],
    cookieKey: randomBytes(32).toString('hex'),
    roles: roles.realm,
    clients,
    users: [],
  };
  realm.users = await Promise.all(users.map(userFrom));
  clients.forEach((client) => ensureServiceAccount(realm, client));
  return realm;
}

export async function userFrom(source: UserImport): Promise<User> {
  const { credentials, ...user } = source;
  const [password] = credentials;
  if (!password) return user;
  return { ...user, passwordHash: await hashPassword(password.value), mustChoosePassword: password.temporary };
}

/** Keycloak gives every client with a service account a user of its own, which carries its roles and attributes. */
export function ensureServiceAccount(realm: Realm, client: Client): void {
  if (!client.serviceAccountsEnabled || serviceAccountOf(realm, client)) return;
  realm.users.push(
    userRepresentation.parse({
      username: `service-account-${client.clientId}`,
      enabled: true,
      serviceAccountClientId: client.clientId,
    }),
  );
}

export function serviceAccountOf(realm: Realm, client: Client): User | undefined {
  return realm.users.find((user) => user.serviceAccountClientId === client.clientId);
}

export function clientNamed(realm: Realm, clientId: string): Client | undefined {
  return realm.clients.find((client) => client.clientId === clientId);
}

/** A user who may hold tokens: present and enabled. */
export function activeUser(realm: Realm, id: string): User | undefined {
  return realm.users.find((user) => user.id === id && user.enabled);
}

async function newSigningKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { n = '', e = '', d = '', p = '', q = '', dp = '', dq = '', qi = '' } = privateKey.export({ format: 'jwk' });
  return { kid: randomUUID(), kty: 'RSA', alg: 'RS256', use: 'sig', n, e, d, p, q, dp, dq, qi };
}
