/** The password of everybody. */
export const PASSWORD = 'correct horse battery';

/** Two authorities that share nothing but the server. */
export const TENANTS = [
  {
    slug: 'yrd',
    name: { zh: '长三角', en: 'Yangtze Delta' },
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    accentColor: '#b3261e',
  },
  {
    slug: 'kansai',
    name: { zh: '关西', en: 'Kansai' },
    currency: 'JPY',
    timeZone: 'Asia/Tokyo',
    accentColor: '#1e4fb3',
  },
] as const;
export type Slug = (typeof TENANTS)[number]['slug'];

/** Attractions of the specs' regions; both tenants know some of them by the same code. */
export const ATTRACTIONS = ['wuzhen', 'xitang', 'lingyin', 'cangjing'] as const;

const ROLE_OF = {
  admin: 'bureau-admin',
  finance: 'finance',
  auditor: 'auditor',
  manager: 'attraction-manager',
  gate: 'gate-operator',
  gates: 'gate-operator',
  newcomer: undefined,
} as const;
export type StaffName = keyof typeof ROLE_OF;

/** The manager and `gate` work for the first attraction, `gates` for all of them; the newcomer has no role yet. */
const WORKS_FOR: Partial<Record<StaffName, readonly string[]>> = {
  manager: ATTRACTIONS.slice(0, 1),
  gate: ATTRACTIONS.slice(0, 1),
  gates: ATTRACTIONS,
};

/** As `cli provision-tenant` takes them. */
export const STAFF = Object.entries(ROLE_OF).map(([username, role]) => ({
  username,
  roles: role ? [role] : [],
  attractionIds: WORKS_FOR[username as StaffName] ?? [],
  password: PASSWORD,
}));
