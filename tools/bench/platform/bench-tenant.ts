import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { connected } from '../../../apps/api/src/modules/tenancy/index.js';
import { signIn } from '../../sandbox/index.js';
import { runOnce } from './api-program.js';
import type { Surroundings } from './surroundings.js';

const SLUG = 'bench';
export const TIME_ZONE = 'Asia/Shanghai';
export const CUT_OFF = '04:00';
const CELL = 'cell-1';

interface Member {
  readonly username: string;
  readonly roles: readonly string[];
  readonly attractionIds: readonly string[];
  readonly password: string;
}

/** The authority that is measured. */
export interface BenchTenant {
  readonly id: string;
  readonly host: string;
  readonly schema: string;
  readonly role: string;
  /** Of its cell: as the owner, and as the login role. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly operators: readonly Member[];
}

/** Databases, and a tenant with an operator at each of these attractions, as the command line of the product makes them. */
export async function provision(around: Surroundings, attractions: readonly string[]): Promise<BenchTenant> {
  await runOnce(around, 'migrate');
  const operators = attractions.map((code) => ({
    username: `gate-${code}`,
    roles: ['gate-operator'],
    attractionIds: [code],
    password: randomBytes(12).toString('base64url'),
  }));
  const file = join(around.folder, 'tenant.json');
  await writeFile(file, JSON.stringify(wanted(operators)), { mode: 0o600 });
  const { id, host } = JSON.parse(await runOnce(around, 'cli', 'provision-tenant', file)) as {
    id: string;
    host: string;
  };
  const scope = await scopeOf(around, id);
  const { addresses } = around;
  return { id, host, ...scope, ownerUrl: addresses.owner(CELL), appUrl: addresses.app(CELL), operators };
}

/** An access token for each operator, in their order. They live five minutes. */
export async function signInAll(
  { issuerUrl, publicPort }: Surroundings,
  { operators, host }: BenchTenant,
): Promise<string[]> {
  const tokens: string[] = [];
  for (const { username, password } of operators) {
    const redirectUri = `http://${host}:${publicPort}/signed-in`;
    const request = { issuerUrl, realm: SLUG, clientId: 'portal', redirectUri, username, password };
    tokens.push((await signIn(request)).accessToken);
  }
  return tokens;
}

function wanted(staff: readonly Member[]) {
  return {
    slug: SLUG,
    name: { zh: '基准', en: 'Benchmark' },
    currency: 'CNY',
    timeZone: TIME_ZONE,
    accentColor: '#0b6e4f',
    staff,
  };
}

async function scopeOf({ addresses }: Surroundings, id: string): Promise<{ schema: string; role: string }> {
  const owner = await connected(addresses.owner());
  try {
    const { rows } = await owner.query<{ schema: string; role: string }>(
      'SELECT schema_name AS schema, role_name AS role FROM platform.tenant WHERE tenant_id = $1',
      [id],
    );
    const [scope] = rows;
    if (!scope) throw new Error('the tenant is not in the directory');
    return scope;
  } finally {
    await owner.end();
  }
}
