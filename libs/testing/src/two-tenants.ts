import { Ability, ANONYMOUS, type Principal, type RequestContext, type Role, type Tenant } from '@lianpiao/authz';
import {
  applyMigrations,
  Database,
  ensureRoles,
  ensureTenantSchema,
  LOGIN_ROLE,
  readMigrations,
  UnitOfWork,
  type PoolOptions,
  type TenantScope,
} from '@lianpiao/db';
import { FixedClock, newId } from '@lianpiao/kernel';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';

const PASSWORD = 'lianpiao-test';
const CELL = 'cell-1';
const MIGRATIONS = join(import.meta.dirname, '../../../migrations/tenant');

/** A database of its own with two migrated tenants in it: whatever a spec does for one, the other must not have seen. */
export class TwoTenants {
  readonly clock = new FixedClock(new Date('2026-05-01T04:00:00Z'));
  readonly unitOfWork: UnitOfWork;
  readonly a: Tenant;
  readonly b: Tenant;

  private constructor(
    private readonly server: string,
    private readonly name: string,
    private readonly database: Database,
    [a, b]: readonly [TenantScope, TenantScope],
  ) {
    this.unitOfWork = new UnitOfWork(database, this.clock);
    this.a = tenant('yrd', 'CNY', a);
    this.b = tenant('kansai', 'JPY', b);
  }

  /** @param entities classes TypeORM maps rows to, for the modules that use it */
  static async open(entities: PoolOptions['entities'] = []): Promise<TwoTenants> {
    const server = process.env.TEST_DATABASE_URL;
    if (!server) throw new Error('TEST_DATABASE_URL is not set: integration specs need a PostgreSQL server');
    const name = `spec_${randomBytes(6).toString('hex')}`;
    await asOwner(server, async (owner) => {
      // Roles belong to the whole server: suites that run side by side take turns.
      await owner.query(`SELECT pg_advisory_lock(hashtextextended('spec roles', 0))`);
      await ensureRoles(owner, PASSWORD);
      await owner.query(`CREATE DATABASE ${name}`);
    });
    const scopes = [scope(name, 'a'), scope(name, 'b')] as const;
    for (const one of scopes) await migrate(at(server, name), one);
    const url = new URL(at(server, name));
    url.username = LOGIN_ROLE;
    url.password = PASSWORD;
    const pool = { url: url.href, applicationName: 'spec', size: 20, entities };
    const database = await Database.open({ control: { ...pool, size: 1 }, cells: new Map([[CELL, pool]]) });
    return new TwoTenants(server, name, database, scopes);
  }

  /** A request of somebody with these roles; nobody in particular without any. */
  request(of: Tenant, roles: readonly Role[] = [], attractionIds: readonly string[] = []): RequestContext {
    const staff: Principal = {
      subject: newId(),
      username: 'staff',
      clientId: 'portal',
      roles,
      attractionIds,
      anonymous: false,
    };
    const principal = roles.length === 0 ? ANONYMOUS : staff;
    return {
      tenant: of,
      principal,
      ability: new Ability(principal),
      requestId: newId(),
      origin: 'http://yrd.localhost:4000',
      loaders: new Map(),
    };
  }

  async close(): Promise<void> {
    await this.database.close();
    await asOwner(this.server, async (owner) => {
      await owner.query(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
      for (const { scope: dropped } of [this.a, this.b]) await owner.query(`DROP ROLE IF EXISTS ${dropped.role}`);
    });
  }
}

function scope(database: string, letter: string): TenantScope {
  const id = newId();
  return { tenantId: id, cell: CELL, schema: `t_${letter}`, role: `${database}_${letter}` };
}

function tenant(slug: string, currency: string, of: TenantScope): Tenant {
  return {
    id: of.tenantId,
    slug,
    name: { zh: slug, en: slug },
    state: 'active',
    currency,
    timeZone: 'Asia/Shanghai',
    cutOff: '04:00',
    accentColor: '#b3261e',
    scope: of,
    issuer: { serverUrl: 'http://issuer.invalid', realm: slug },
  };
}

async function migrate(url: string, of: TenantScope): Promise<void> {
  await asOwner(url, async (owner) => {
    await ensureTenantSchema(owner, of);
    await applyMigrations(owner, { schema: of.schema, tenantRole: of.role }, await readMigrations(MIGRATIONS));
  });
}

async function asOwner(url: string, work: (owner: Client) => Promise<void>): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

function at(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
