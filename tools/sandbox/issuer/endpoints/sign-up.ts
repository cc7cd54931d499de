import { z } from 'zod';
import { userFrom, type Realm } from '../realm/realm.js';
import { type User, userImport } from '../realm/representation.js';

const LEAST_PASSWORD = 8;

/** The account somebody makes for themselves, with their address for a name; undefined where it cannot be. */
export async function signUp(realm: Realm, form: URLSearchParams): Promise<User | undefined> {
  const email = z.email().toLowerCase().safeParse(form.get('email')?.trim());
  const value = form.get('password') ?? '';
  if (!email.success || value.length < LEAST_PASSWORD || value !== form.get('password-confirm')) return undefined;
  const names = { username: email.data, email: email.data };
  const user = await userFrom(userImport.parse({ ...names, enabled: true, credentials: [{ value }] }));
  if (realm.users.some(({ username, email: known }) => [username, known.toLowerCase()].includes(email.data)))
    return undefined;
  realm.users.push(user);
  return user;
}
