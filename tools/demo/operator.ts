import { localFetch, signIn } from '../sandbox/index.js';
import type { IsolationCheck } from './isolation.js';
import { keptPassword } from './state.js';
import type { TenantApi } from './tenant-api.js';

const TENANTS = '{ tenants(first: 100) { nodes { slug state } } }';
const ME = '{ me { username } }';

/** Somebody who runs the platform, as `cli keep-operator` takes them. */
export interface DemoOperator {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/** Their password is made once and kept. */
export async function demoOperator(): Promise<DemoOperator> {
  const username = 'operator';
  return { username, email: `${username}@platform.example`, password: await keptPassword('platform', username) };
}

/** What an operator sees behind a door of their own, and that it is theirs alone. */
export async function operatorChecks(
  door: { readonly url: string; readonly issuerUrl: string },
  operator: DemoOperator,
  regions: readonly TenantApi[],
): Promise<IsolationCheck[]> {
  const { accessToken } = await signIn({
    ...{ issuerUrl: door.issuerUrl, realm: 'platform', clientId: 'console', redirectUri: `${door.url}/signed-in` },
    ...operator,
  });
  const [region] = regions;
  const seen = await ask(`${door.url}/graphql`, TENANTS, accessToken);
  const staff = await ask(`${door.url}/graphql`, TENANTS, (await region?.staffToken('bureau')) ?? '');
  const elsewhere = await ask(`${region?.origin ?? ''}/graphql`, ME, accessToken);
  const active = regions.map(({ tenant: { slug } }) => JSON.stringify({ slug, state: 'ACTIVE' }));
  return [
    {
      what: 'an operator signs in and sees every region',
      holds: seen.status === 200 && active.every((node) => seen.text.includes(node)),
    },
    { what: "a region's administrator is refused there (401)", holds: staff.status === 401 },
    { what: "an operator's token is refused at a region (401)", holds: elsewhere.status === 401 },
  ];
}

async function ask(url: string, query: string, token: string): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await localFetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return { status: answer.status, text: await answer.text() };
}
