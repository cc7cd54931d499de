import type { Tenant } from '@lianpiao/authz';

/** A realm of ours that is no tenant's, as a tenant that has rows nowhere: whoever reads or writes as it fails. */
export function ownRealm(serverUrl: string, { id, slug, name }: Pick<Tenant, 'id' | 'slug' | 'name'>): Tenant {
  return {
    id,
    slug,
    name,
    state: 'active',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    cutOff: '04:00',
    accentColor: '#0b6e4f',
    scope: { tenantId: id, cell: 'none', schema: 'no_tenant', role: 'no_tenant' },
    issuer: { serverUrl, realm: slug },
  };
}
