import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { localDate } from '@lianpiao/kernel';

import { closeDay, proofOf, proofText, settled, statementTable } from './books.js';
import { Crowd } from './crowd.js';
import { isolationChecks } from './isolation.js';
import { demoOperator, operatorChecks } from './operator.js';
import { Progress } from './progress.js';
import { letIn, provision } from './provision.js';
import { Refusals } from './refusals.js';
import { setUpRegion } from './region.js';
import { Shopping, type Held } from './shopping.js';
import { TenantApi } from './tenant-api.js';
import { demoTenants, type DemoTenant } from './tenants.js';

const DAY_MS = 86_400_000;
const FILES: Readonly<Record<string, string>> = {
  yrd: 'data/yrd-attractions.csv',
  kansai: 'data/kansai-attractions.csv',
};

const { values } = parseArgs({ options: { orders: { type: 'string', default: '40' } } });
const orders = Number(values.orders);
const port = process.env.PORT ?? '4000';
const issuerUrl = process.env.KEYCLOAK_URL ?? '';
const controlUrl = process.env.CONTROL_URL ?? '';
const progress = new Progress();
let failures = 0;

const say = (text: string) => process.stdout.write(`${text}\n`);
const check = (what: string, holds: boolean) => {
  say(`  ${holds ? '✓' : '✗'} ${what}`);
  if (!holds) failures += 1;
};

const tenants = await demoTenants({ yrd: await codesIn('yrd'), kansai: await codesIn('kansai') });
for (const { name } of tenants) say(`Provisioning ${name.zh} (${name.en})`);
const operator = await demoOperator();
await provision(tenants);
// Beside the sales, which wait for time to pass now and then.
const lettingIn = letIn(operator);

const regions = [];
for (const tenant of tenants) regions.push(await opened(tenant));
const [yrd, kansai] = regions;
if (!yrd || !kansai) throw new Error('two tenants are needed');

const refusals = new Refusals(yrd.api, yrd.shopping, yrd.onSale, yrd.crowd.tally);
const taster = await refusals.taster();

say('Selling and redeeming through the public API');
await yrd.crowd.send(orders, progress);
await kansai.crowd.send(Math.max(20, Math.round(orders / 20)), progress);

say('What gates refuse');
const foreign = await sample(kansai);
const own = await sample(yrd);
const laterDate = dateOf(yrd.api, 3 * DAY_MS);
for (const { case: what, expected, verdict } of await refusals.show(taster, laterDate, foreign.token)) {
  check(`${what}: ${verdict}`, verdict === expected);
}

for (const region of regions) await closeBooks(region);

say('Neither can see the other');
for (const { what, holds } of await isolationChecks(yrd.api, kansai.api, own.order)) check(what, holds);
for (const { what, holds } of await isolationChecks(kansai.api, yrd.api, foreign.order)) check(what, holds);

say('Operators have a door of their own');
const apis = regions.map(({ api }) => api);
await lettingIn;
for (const { what, holds } of await operatorChecks({ url: controlUrl, issuerUrl }, operator, apis)) check(what, holds);

say(failures === 0 ? '\nEverything holds, to the last minor unit.' : `\n${failures} checks failed.`);
if (failures === 0) {
  for (const region of regions) introduce(region);
  introduceOperator();
}
process.exitCode = failures === 0 ? 0 : 1;

async function codesIn(slug: string): Promise<string[]> {
  const rows = (await readFile(FILES[slug] ?? '', 'utf8')).trim().split('\n').slice(1);
  return rows.map((row) => row.split(',')[0] ?? '');
}

async function opened(tenant: DemoTenant) {
  const api = new TenantApi(tenant, issuerUrl, port);
  const { onSale, partner } = await setUpRegion(api, FILES[tenant.slug] ?? '', progress);
  const before = await settled(api);
  // Visits that an earlier start has left, by hand or because it was killed: on statements of their own, not on ours.
  if (before.journals > 0) await closeDay(api);
  const shopping = new Shopping(api, onSale, partner);
  return { api, onSale, partner, before, shopping, crowd: new Crowd(api, shopping, onSale, dateOf(api, 0)) };
}

type Region = Awaited<ReturnType<typeof opened>>;

/** A pass bought and not used, to try elsewhere. */
async function sample({ shopping, crowd }: Region): Promise<{ token: string; order: Held }> {
  const order = await shopping.hold('joint-pass', 1, null, 'visitor');
  await shopping.pay(order, 'pay');
  crowd.tally.paidMinor += order.totalMinor;
  const [ticket] = await shopping.tickets(order);
  return { token: ticket?.token ?? '', order };
}

async function closeBooks({ api, crowd, before }: Region): Promise<void> {
  await settled(api);
  const { period, statements } = await closeDay(api);
  const proof = await proofOf(api);
  const { tally } = crowd;
  say(
    `\n${api.tenant.name.zh} (${api.tenant.name.en}): period ${period.number} closed, ${statements.length} statements`,
  );
  say(statementTable(api, statements));
  say(proofText(api, proof));
  check('the books hold', proof.holds);
  const moved = BigInt(proof.left.minor) - BigInt(before.left.minor);
  check(
    `the books moved (${moved}) by what the demo itself paid less what it got back (${tally.paidMinor - tally.refundedMinor})`,
    moved === tally.paidMinor - tally.refundedMinor,
  );
  const visits = statements.reduce((sum, statement) => sum + statement.visits, 0);
  check(`every visit is on a statement: ${visits}`, visits === tally.visits);
}

function dateOf(api: TenantApi, ahead: number): string {
  return localDate(new Date(Date.now() + ahead), api.tenant.timeZone);
}

function introduce({ api: { tenant, origin }, partner }: Region): void {
  say(`\n${tenant.name.zh} (${tenant.name.en})`);
  say(`  storefront  ${origin}/`);
  say(`  explorer    ${origin}/explorer/   GraphQL at ${origin}/graphql`);
  for (const { username, password, roles } of tenant.staff) introduceLogin(username, password, roles.join(', '));
  introduceLogin(partner.id, partner.secret, 'ota-partner (client id and secret)');
}

function introduceOperator(): void {
  say('\nThe platform');
  say(`  explorer    ${controlUrl}/explorer/   GraphQL at ${controlUrl}/graphql`);
  introduceLogin(operator.username, operator.password, 'platform-admin');
}

function introduceLogin(name: string, secret: string, role: string): void {
  say(`  login       ${name.padEnd(20)} ${secret}   ${role}`);
}
