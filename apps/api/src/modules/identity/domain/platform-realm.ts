import type { Tenant } from '@lianpiao/authz';

import { ownRealm } from './own-realm.js';

/** What operators' tokens name where those of a tenant's staff name the tenant. */
export const PLATFORM_ID = '00000000-0000-7000-8000-000000000000';
/** The client operators sign in by. */
export const CONSOLE = 'console';
/** Under which the platform's realm is injected. */
export const PLATFORM = Symbol('the realm of the platform');

/** The client by which people sign in to a realm. */
export function frontOf({ id }: Pick<Tenant, 'id'>): string {
  return id === PLATFORM_ID ? CONSOLE : 'portal';
}

/** The realm of the platform's operators. */
export function platformRealm(serverUrl: string): Tenant {
  return ownRealm(serverUrl, { id: PLATFORM_ID, slug: 'platform', name: { zh: '联票平台', en: 'Lianpiao' } });
}
