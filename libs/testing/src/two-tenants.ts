import { Ability, ANONYMOUS, type Principal, type RequestContext, type Role, type Tenant } from '@lianpiao/authz';
import { Database, LOGIN_ROLE, UnitOfWork, type PoolOptions, type TenantScope } from '@lianpiao/db';
import { FixedClock, newId } from '@lianpiao/kernel';
import { randomBytes } from 'node:crypto';

import { asOwner, at, cloneOfTemplate, PASSWORD } from './template-database.js';

const CELL = 'cell-1';

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
    await cloneOfTemplate(server, name);
    const scopes = [scope('a'), scope('b')] as const;
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
    });
  }
}

function scope(letter: string): TenantScope {
  return { tenantId: newId(), cell: CELL, schema: `t_${letter}`, role: `spec_tenant_${letter}` };
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
