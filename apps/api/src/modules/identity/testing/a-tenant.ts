import type { Tenant } from '@lianpiao/authz';
import { newId } from '@lianpiao/kernel';

/** A tenant with a realm of its own: another one at each run, since a real provider keeps them. */
export function aTenant(slug: string, serverUrl = 'http://issuer.invalid'): Tenant {
  const id = newId();
  return {
    id,
    slug,
    name: { zh: slug, en: slug },
    state: 'active',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    cutOff: '04:00',
    accentColor: '#b3261e',
    scope: { tenantId: id, schema: `t_${slug}`, role: `r_${slug}`, cell: 'cell-1' },
    issuer: { serverUrl, realm: `${slug}-${id.slice(-12)}` },
  };
}
