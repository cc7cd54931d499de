import { Client } from 'pg';

/** The PostgreSQL server of the specs, as its superuser. */
export function testServer(): URL {
  const { TEST_DATABASE_URL } = process.env;
  if (!TEST_DATABASE_URL) throw new Error('TEST_DATABASE_URL is not set: these specs need a PostgreSQL server');
  return new URL(TEST_DATABASE_URL);
}

export async function asOwner<T>(work: (owner: Client) => Promise<T>, database?: string): Promise<T> {
  const url = testServer();
  if (database) url.pathname = `/${database}`;
  const owner = new Client({ connectionString: url.href });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

export interface TenantPlace {
  readonly tenantId: string;
  readonly schema: string;
  readonly role: string;
}

/** Where a platform put a tenant. */
export function placeOf(database: string, slug: string): Promise<TenantPlace> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<TenantPlace>(
      'SELECT tenant_id AS "tenantId", schema_name AS schema, role_name AS role FROM platform.tenant WHERE slug = $1',
      [slug],
    );
    if (!rows[0]) throw new Error(`${slug} is not provisioned`);
    return rows[0];
  }, database);
}

/** The roles of a platform's tenants; none where it has forgotten them. */
export function rolesOf(database: string): Promise<string[]> {
  return asOwner(async (owner) => {
    const known = await owner.query(`SELECT WHERE to_regclass('platform.tenant') IS NOT NULL`);
    if (known.rowCount === 0) return [];
    const { rows } = await owner.query<{ role: string }>('SELECT role_name AS role FROM platform.tenant');
    return rows.map(({ role }) => role);
  }, database);
}

/** Works on a tenant's own tables, for what no door shows: records kept for operators, time that must pass, rows to lock. */
export async function inSchema<T>(database: string, slug: string, work: (owner: Client) => Promise<T>): Promise<T> {
  const { schema } = await placeOf(database, slug);
  return asOwner(async (owner) => {
    await owner.query(`SET search_path = ${schema}`);
    return work(owner);
  }, cellOf(database));
}

/** The database of the cell that belongs to a platform's own. */
export function cellOf(database: string): string {
  return `${database}_cell_1`;
}
