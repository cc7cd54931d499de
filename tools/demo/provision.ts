import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { stateFile } from './state.js';
import type { DemoOperator } from './operator.js';
import type { DemoTenant } from './tenants.js';

const run = promisify(execFile);
const OTHER_DATA =
  'The demo cannot go on with what an earlier run has left. Start over: npm run demo -- --fresh (with a KEYCLOAK_URL of yours, remove its realms yrd, kansai and platform too).';

/** The runner's bundle of the API; its sources where the driver is started by hand. */
const bundle = process.env.API_PROGRAM;
const api = bundle ? [bundle] : ['--import', '@swc-node/register/esm-register', 'apps/api/src/main.ts'];

/** Creates tenants as an operator would: with the command line. Completing what is there already costs nothing. */
export async function provision(tenants: readonly DemoTenant[]): Promise<void> {
  const files = tenants.map((tenant) => keptFor(`${tenant.slug}.json`, tenant));
  await command('provision-tenant', ...(await Promise.all(files)));
}

/** Lets an operator in; a repeat leaves them as they are. */
export async function letIn(operator: DemoOperator): Promise<void> {
  await command('keep-operator', await keptFor('operator.json', operator));
}

async function keptFor(name: string, facts: object): Promise<string> {
  const file = stateFile(name);
  await writeFile(file, JSON.stringify(facts), { mode: 0o600 });
  return file;
}

async function command(...words: readonly string[]): Promise<void> {
  const env = { ...process.env, LOG_LEVEL: 'fatal' };
  await run(process.execPath, [...api, 'cli', ...words], { env, maxBuffer: 10_000_000 }).catch(stop);
}

/** What keeps a demo from starting is the data it starts on, for the most part. */
function stop({ stderr }: { readonly stderr?: string }): never {
  process.stderr.write(`\n${(stderr ?? '').trim()}\n${OTHER_DATA}\n`);
  process.exit(1);
}
