import { DomainFailure } from '@lianpiao/kernel';
import { NestLogger } from '@lianpiao/telemetry';
import type { Migration } from '@lianpiao/db';
import { NestFactory } from '@nestjs/core';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { RealmProvisioner, RealmRemoval } from '../modules/identity/index.js';
import {
  EraseTenant,
  ExportTenant,
  keyId,
  MigrateTenant,
  MoveTenant,
  RestoreTenant,
  TenantRepository,
  TenantUnknown,
} from '../modules/tenancy/index.js';
import { AppModule } from './create-app.js';
import { isOperatorVerb, OPERATOR_USAGE, operatorVerb } from './operator-verbs.js';
import { openRuntime, readConfig, type Runtime } from './runtime.js';

const USAGE = `usage: cli tenant <verb> <slug or file> [options]
  export <slug> --to <file>                                write its archive
  restore <file> --slug <slug> [--sha256 <hash>]           make a tenant of an archive
  move <slug> --cell <cell> | --abort                      take it to another cell while it works, or give up doing so
  erase <slug> --reason <why> --archive-sha256 <hash> | --without-archive   for good; it must be suspended
${OPERATOR_USAGE}`;

const options = {
  to: { type: 'string' },
  slug: { type: 'string' },
  sha256: { type: 'string' },
  cell: { type: 'string' },
  abort: { type: 'boolean' },
  reason: { type: 'string' },
  'archive-sha256': { type: 'string' },
  'without-archive': { type: 'boolean' },
} as const;
type Options = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

/** What the verbs work with. */
interface Desk {
  readonly runtime: Runtime;
  readonly tenants: TenantRepository;
  readonly migrations: readonly Migration[];
  readonly of: string;
  readonly given: Options;
}

const verbs: Readonly<Record<string, (desk: Desk) => Promise<object>>> = {
  export: exported,
  restore: restored,
  move: moved,
  erase: erased,
};

/** `cli tenant <verb> …`: the answer as JSON; steps are told on standard error. */
export async function tenantVerb(words: readonly string[]): Promise<string> {
  const [verb = ''] = words;
  if (verb === '--help') return USAGE;
  const run = isOperatorVerb(verb) ? operatorVerb : lifeCycleVerb;
  if (run === lifeCycleVerb && !verbs[verb]) throw new Error(USAGE);
  const runtime = await openRuntime('cli', readConfig(process.env));
  try {
    return await run(runtime, words);
  } catch (error) {
    throw error instanceof DomainFailure ? new Error(`${error.code} ${error.message}`, { cause: error }) : error;
  } finally {
    await runtime.close();
  }
}

async function lifeCycleVerb(runtime: Runtime, [verb = '', ...words]: readonly string[]): Promise<string> {
  const run = verbs[verb];
  const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
  const [of] = positionals;
  if (!run || !of) throw new Error(USAGE);
  const migrations = runtime.migrations.tenant;
  return JSON.stringify(await run({ runtime, tenants: new TenantRepository(), migrations, of, given: values }));
}

function told(step: string): void {
  process.stderr.write(`${step}\n`);
}

function needed(value: string | undefined): string {
  if (!value) throw new Error(USAGE);
  return value;
}

function exported({ runtime, tenants, of, given }: Desk): Promise<object> {
  const { unitOfWork, addresses, config, clock } = runtime;
  const exporting = new ExportTenant(unitOfWork, tenants, addresses, config.ticketing.DATA_ENCRYPTION_KEY, clock);
  return exporting.execute(of, resolve(needed(given.to)));
}

async function restored({ runtime, tenants, migrations, of, given }: Desk): Promise<object> {
  const { unitOfWork, addresses, config, clock } = runtime;
  const migrate = new MigrateTenant(unitOfWork, tenants, addresses, migrations);
  const restoring = new RestoreTenant(unitOfWork, tenants, addresses, migrations, migrate, clock);
  const slug = needed(given.slug);
  const host = `${slug}.${config.tenancy.PUBLIC_BASE_HOST}`;
  const origin = `${config.server.NODE_ENV === 'production' ? 'https' : 'http'}://${host}`;
  const app = await NestFactory.createApplicationContext(AppModule.forRuntime(runtime, 'without doors'), {
    logger: new NestLogger(runtime.logger),
    abortOnError: false,
  });
  try {
    const wanted = {
      ...{ file: of, slug, host, sha256: given.sha256 },
      authServerUrl: config.identity.KEYCLOAK_URL,
      dataKeyId: keyId(config.ticketing.DATA_ENCRYPTION_KEY),
    };
    const tenant = await restoring.execute(wanted, (made) => app.get(RealmProvisioner).converge(made, [origin]), told);
    return { id: tenant.id, slug, host, cell: tenant.scope.cell };
  } finally {
    await app.close();
  }
}

async function moved({ runtime, tenants, migrations, of, given }: Desk): Promise<object> {
  const { unitOfWork, addresses, clock } = runtime;
  const tenant = await unitOfWork.directory((tx) => tenants.findBySlug(tx, of));
  if (!tenant) throw new TenantUnknown(of);
  const moving = new MoveTenant(unitOfWork, tenants, addresses, migrations, clock);
  if (!given.abort) return moving.execute(tenant.id, needed(given.cell), told);
  await moving.abort(tenant.id);
  return { slug: of, cell: tenant.scope.cell };
}

function erased({ runtime, tenants, of, given }: Desk): Promise<object> {
  const { unitOfWork, addresses, config, clock } = runtime;
  const archive = given['without-archive'] ? 'waived' : { sha256: needed(given['archive-sha256']) };
  const wanted = { slug: of, actor: 'cli', reason: needed(given.reason), archive } as const;
  const realms = new RealmRemoval(config.identity);
  return new EraseTenant(unitOfWork, tenants, addresses, clock).execute(
    wanted,
    (tenant) => realms.remove(tenant),
    told,
  );
}
