import { newId } from '@lianpiao/kernel';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';

import type { ApiProgram } from './api-program.fixtures.js';
import { STAFF, TENANTS } from './authorities.fixtures.js';

/** The password every suite gives the login role, which belongs to the whole server. */
const APP_DB_PASSWORD = 'lianpiao-test';
/** Of the realms' provisioner. */
export const ADMIN_SECRET = 'provisioner-secret-of-this-suite';
/** Roles belong to the whole server: suites that run side by side take turns. */
export const ROLES_LOCK = `SELECT pg_advisory_lock(hashtextextended('spec roles', 0))`;

/** As people type it; the API of a suite listens on whichever port is free. */
const PUBLIC_PORT = '4000';

/** The tenant's portal, as its realm knows it. */
export function origin(slug: string, port = PUBLIC_PORT): string {
  return `http://${slug}.localhost:${port}`;
}

/** What the processes of a platform are told. */
export function environment(server: URL, database: string, issuerUrl: string): NodeJS.ProcessEnv {
  const own = new URL(server);
  own.pathname = `/${database}`;
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_PORT,
    LOG_LEVEL: 'info',
    DATABASE_URL: own.href,
    APP_DB_PASSWORD,
    DB_POOL_SIZE: '8',
    REDIS_URL: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
    KEYCLOAK_URL: issuerUrl,
    KEYCLOAK_ADMIN_CLIENT_SECRET: ADMIN_SECRET,
    PSP_URL: 'http://127.0.0.1:9',
    PSP_ADMIN_SECRET: newId(),
    DATA_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
}

export async function provisionAll(owner: Client, program: ApiProgram, env: NodeJS.ProcessEnv): Promise<void> {
  await owner.query(ROLES_LOCK);
  const folder = await mkdtemp(join(tmpdir(), 'lianpiao-e2e-'));
  try {
    const files = TENANTS.map(async (tenant) => {
      const file = join(folder, `${tenant.slug}.json`);
      await writeFile(file, JSON.stringify({ ...tenant, staff: STAFF }));
      return file;
    });
    await program.run(env, 'cli', 'provision-tenant', ...(await Promise.all(files)));
  } finally {
    await rm(folder, { recursive: true });
  }
}
