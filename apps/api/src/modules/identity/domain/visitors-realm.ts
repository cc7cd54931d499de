import type { Tenant } from '@lianpiao/authz';

import { ownRealm } from './own-realm.js';

/** Stands where a tenant's realm has the tenant: in addresses, and in what was revoked. Visitors' tokens name no tenant. */
export const VISITORS_ID = '00000000-0000-7000-8000-000000000001';
/** The realm of this deployment's visitors. */
export const VISITORS = Symbol('Visitors');

/** The realm that all tenants' visitors share: whoever signs in is the same person at every host. */
export function visitorsRealm(serverUrl: string): Tenant {
  return ownRealm(serverUrl, { id: VISITORS_ID, slug: 'visitors', name: { zh: '联票', en: 'Lianpiao' } });
}
