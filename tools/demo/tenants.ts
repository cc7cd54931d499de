import { keptPassword } from './state.js';

export interface Member {
  readonly username: string;
  readonly roles: readonly string[];
  readonly attractionIds: readonly string[];
  readonly password: string;
}

/** An authority of the demo, as `cli provision-tenant` takes it. */
export interface DemoTenant {
  readonly slug: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly currency: string;
  readonly timeZone: string;
  readonly accentColor: string;
  readonly staff: readonly Member[];
}

const YRD = {
  slug: 'yrd',
  name: { zh: '长三角', en: 'Yangtze Delta' },
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  accentColor: '#0b6e4f',
};
const KANSAI = {
  slug: 'kansai',
  name: { zh: '关西', en: 'Kansai' },
  currency: 'JPY',
  timeZone: 'Asia/Tokyo',
  accentColor: '#9c2f45',
};

/** Two authorities that share nothing: other country, other currency, other attractions. Passwords are made once and kept. */
export async function demoTenants(codesOf: Readonly<Record<string, readonly string[]>>): Promise<DemoTenant[]> {
  const tenants: DemoTenant[] = [];
  for (const tenant of [YRD, KANSAI]) {
    const staff: Member[] = [];
    for (const member of staffOf(codesOf[tenant.slug] ?? []))
      staff.push({ ...member, password: await keptPassword(tenant.slug, member.username) });
    tenants.push({ ...tenant, staff });
  }
  return tenants;
}

function staffOf(codes: readonly string[]) {
  const [first = ''] = codes;
  return [
    { username: 'bureau', roles: ['bureau-admin'], attractionIds: [] },
    { username: 'finance', roles: ['finance'], attractionIds: [] },
    { username: 'auditor', roles: ['auditor'], attractionIds: [] },
    { username: `manager-${first}`, roles: ['attraction-manager'], attractionIds: [first] },
    { username: 'gates', roles: ['gate-operator'], attractionIds: codes },
  ];
}
