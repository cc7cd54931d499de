import { InvalidInput } from '@lianpiao/kernel';
import { access } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { OperationRepository, provisionInput, WorkAtOnce, type OperationInputs } from '../modules/control/index.js';
import { ControlRepository, OperatorActs, tenantSlug, type ByOperator } from '../modules/tenancy/index.js';
import { isOperatorVerb, OPERATOR_USAGE, operatorVerb } from './operator-verbs.js';
import { issuePassword, letIn, switchOperator } from './operator-accounts.js';
import { addHost, removeHost, rename, verifyHost } from './realm-verbs.js';
import { openRuntime, readConfig } from './runtime.js';
import { withTenantLife, type CommandDesk } from './with-tenant-life.js';

const USAGE = `usage: cli tenant <verb> <slug or file> [options]
  provision <slug> --zh <name> --en <name> --currency <code> --time-zone <zone> --admin <name> --email <address> [--accent <#rrggbb>] --reason <why>
  export <slug> --to <file> --reason <why>                 write its archive; a file that is there is left as it is
  restore <file> --slug <slug> [--sha256 <hash>] --reason <why>   make a tenant of an archive
  move <slug> --cell <cell> | --abort --reason <why>       take it to another cell while it works, or give up doing so
  erase <slug> --reason <why> --archive-sha256 <hash> | --without-archive   for good; it must be suspended
  issue-administrator-password <slug> --admin <name> --reason <why>   prints a temporary password: the first one, or who is locked out
  operator <name> --email <address> --reason <why>         let somebody operate the platform; prints a temporary password
  disable-operator <name>, enable-operator <name> --reason <why>   lock an operator out at once, let them in again
  add-host <slug> --host <host> --reason <why>             below ours at once; another domain has to carry the token it prints
  verify-host <slug> --host <host> --reason <why>          ask DNS for that token (DNS_SERVERS: which name servers)
  remove-host <slug> --host <host> --reason <why>
  rename <slug> --zh <name> --en <name> --reason <why>
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
  zh: { type: 'string' },
  en: { type: 'string' },
  currency: { type: 'string' },
  'time-zone': { type: 'string' },
  accent: { type: 'string' },
  admin: { type: 'string' },
  email: { type: 'string' },
  host: { type: 'string' },
} as const;
type Options = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

/** What the verbs work with. */
interface Desk extends CommandDesk {
  readonly of: string;
  readonly given: Options;
}

const verbs: Readonly<Record<string, (desk: Desk) => Promise<object>>> = {
  provision: provisioned,
  export: exported,
  restore: restored,
  move: moved,
  erase: erased,
  'issue-administrator-password': ({ app, of, given }) => issuePassword(app, of, needed(given.admin), by(given)),
  operator: ({ app, of, given }) => letIn(app, { username: of, email: needed(given.email) }, by(given)),
  'disable-operator': ({ app, of, given }) => switchOperator(app, of, 'disabled', by(given)),
  'enable-operator': ({ app, of, given }) => switchOperator(app, of, 'active', by(given)),
  'add-host': (desk) => addHost(desk, ...hostOf(desk)),
  'verify-host': (desk) => verifyHost(desk, ...hostOf(desk)),
  'remove-host': (desk) => removeHost(desk, ...hostOf(desk)),
  rename: (desk) => rename(desk, desk.of, { zh: needed(desk.given.zh), en: needed(desk.given.en) }, by(desk.given)),
};

/** `cli tenant <verb> …`: the answer as JSON; steps are told on standard error. */
export function tenantVerb(words: readonly string[]): Promise<string> {
  return isOperatorVerb(words[0] ?? '') ? asOperator(words) : run(words);
}

async function asOperator(words: readonly string[]): Promise<string> {
  const runtime = await openRuntime('cli', readConfig(process.env));
  return operatorVerb(runtime, words).finally(() => runtime.close());
}

async function run([name = '', ...words]: readonly string[]): Promise<string> {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const { values: given, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
  const [of] = positionals;
  if (!verb || !of) throw new Error(USAGE);
  return withTenantLife(async (desk) => JSON.stringify(await verb({ ...desk, of, given })));
}

function told(step: string): void {
  process.stderr.write(`${step}\n`);
}

function needed(value: string | undefined): string {
  if (!value) throw new Error(USAGE);
  return value;
}

/** The administrator's first password is asked for apart. */
async function provisioned(desk: Desk): Promise<object> {
  const { life, of, given } = desk;
  const wanted = provisionInput({
    slug: of,
    name: { zh: needed(given.zh), en: needed(given.en) },
    currency: needed(given.currency),
    timeZone: needed(given['time-zone']),
    accentColor: given.accent,
    administrator: { username: needed(given.admin), displayName: needed(given.admin), email: needed(given.email) },
  });
  await life.assertProvisionable(wanted);
  const recorded = { ...wanted, administrator: undefined };
  return atOnce(desk, 'provision', of, recorded, () => life.provision(wanted, told));
}

async function exported(desk: Desk): Promise<object> {
  const { life, of, given } = desk;
  const file = resolve(needed(given.to));
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new InvalidInput('to', 'exists');
  return atOnce(desk, 'export', of, { archive: file }, () => life.exportTo(of, file, told));
}

async function restored(desk: Desk): Promise<object> {
  const { life, of, given } = desk;
  const slug = tenantSlug(needed(given.slug));
  const { sha256 } = given;
  const file = resolve(of);
  return atOnce(desk, 'restore', slug, { archive: file, sha256 }, () => life.restoreFrom(file, slug, sha256, told));
}

async function moved(desk: Desk): Promise<object> {
  const { life, of, given } = desk;
  if (given.abort) {
    const aborted = await atOnce(desk, 'abortMove', of, {}, () => life.abortMove({ slug: of }, told));
    return { slug: of, aborted: true, ...aborted };
  }
  const wanted = { slug: of, cell: needed(given.cell) };
  return atOnce(desk, 'move', of, wanted, () => life.move(wanted, told));
}

async function erased(desk: Desk): Promise<object> {
  const { life, of, given } = desk;
  const sha256 = given['without-archive'] ? null : needed(given['archive-sha256']);
  const { actor, reason } = by(given);
  const proof = await atOnce(desk, 'erase', of, { sha256 }, () =>
    life.erase({ slug: of, sha256, actor, reason }, told),
  );
  return { slug: of, reason, ...proof };
}

function atOnce<T>(
  { runtime, given }: Desk,
  kind: keyof OperationInputs,
  slug: string,
  recorded: object,
  work: () => Promise<T>,
): Promise<T> {
  const acts = new OperatorActs(runtime.unitOfWork, new ControlRepository(), runtime.clock);
  return new WorkAtOnce(acts, new OperationRepository(), runtime.addresses).execute(
    ...([kind, slug, by(given), recorded, work] as const),
  );
}

function hostOf({ of, given }: Desk): [slug: string, host: string, by: ByOperator] {
  return [of, needed(given.host), by(given)];
}

function by({ reason }: Options): ByOperator {
  return { actor: `cli:${userInfo().username}`, reason: needed(reason) };
}
