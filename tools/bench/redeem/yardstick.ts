import { businessDate } from '@lianpiao/kernel';

import { settlementConsumers } from '../../../apps/api/src/modules/settlement/index.js';
import { redeemParams, redeemStatement, ticketingConsumers } from '../../../apps/api/src/modules/ticketing/index.js';
import type { Measured } from '../load/closed-loop.js';
import { CUT_OFF, TIME_ZONE, type BenchTenant } from '../platform/bench-tenant.js';
import type { Surroundings } from '../platform/surroundings.js';
import { pgbenchScript } from '../yardstick/pgbench-script.js';
import { runPgbench } from '../yardstick/run-pgbench.js';
import { idInSql, Kind } from './ids.js';
import type { Range } from './passes.js';

const EVENT_TYPES = ['TicketRedeemed', 'PassFirstUsed', 'PassClosed'];

/** What differs from scan to scan: `:n` is the number of the pass, and each client stands at a gate of its own. */
const VARYING: Readonly<Record<string, string>> = {
  redemption: idInSql(Kind.redemption, ':n::bigint'),
  firstUse: idInSql(Kind.firstUse, ':n::bigint'),
  closed: idInSql(Kind.closed, ':n::bigint'),
  gate: idInSql(Kind.gate, ':client_id::bigint'),
  attraction: idInSql(Kind.attraction, ':client_id::bigint'),
  nonce: `${idInSql(Kind.redemption, ':n::bigint')}::text`,
  pass: idInSql(Kind.pass, ':n::bigint'),
};

/** The statement of the product with the parameters of the product, one scan at a time, sent by pgbench. */
export function yardstick(
  { pgbench }: Surroundings,
  { schema, role, appUrl }: BenchTenant,
  clients: number,
): (passes: Range, seconds: number) => Promise<Measured> {
  return ({ first }, seconds) => {
    const params = sampleParams(new Date());
    const placeholders = new Map(params.map((value, at) => [at + 1, expressionOf(value, at + 1)]));
    const constants = params.flatMap((value, at) =>
      isVarying(value) ? [] : [[`p${at + 1}`, literal(value)] as const],
    );
    const prelude = ['\\set i :i + 1', `\\set n :first + :i * ${clients} + :client_id`];
    return runPgbench({
      program: pgbench,
      url: appUrl,
      scope: { schema, role },
      script: pgbenchScript(redeemStatement(schema), placeholders, prelude),
      variables: { i: '-1', first: String(first), ...Object.fromEntries(constants) },
      clients,
      seconds,
    });
  };
}

function sampleParams(now: Date): unknown[] {
  const scan = {
    redemptionId: 'redemption',
    firstUseEventId: 'firstUse',
    closedEventId: 'closed',
    gateId: 'gate',
    attractionId: 'attraction',
    nonce: 'nonce',
    passId: 'pass',
    verdict: null,
    scannedAt: now,
    operator: 'pgbench',
  };
  const consumers = [...ticketingConsumers, ...settlementConsumers];
  const subscriptions = EVENT_TYPES.flatMap((type) =>
    consumers
      .filter(({ types }) => (types as readonly string[]).includes(type))
      .map(({ consumerName }) => [type, consumerName] as const),
  );
  const businessDay = businessDate(now, TIME_ZONE, CUT_OFF);
  return redeemParams([scan], { now, businessDay, timeZone: TIME_ZONE, cutOff: CUT_OFF, subscriptions });
}

function isVarying(value: unknown): value is readonly [string] {
  return Array.isArray(value) && typeof value[0] === 'string' && value[0] in VARYING;
}

function expressionOf(value: unknown, number: number): string {
  return isVarying(value) ? `ARRAY[${VARYING[value[0]] ?? ''}]` : `:p${number}`;
}

/** As our own driver writes a text or an array of texts. */
function literal(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return `{${value.map((item: unknown) => (item === null ? 'NULL' : JSON.stringify(item))).join(',')}}`;
}
