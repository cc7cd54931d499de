import type { UnitOfWork } from '@lianpiao/db';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';

import { GiveUpOperation, OperationRepository, type Operation } from '../modules/control/index.js';
import { OperatorRepository } from '../modules/identity/index.js';
import {
  ControlRepository,
  OperatorActs,
  SetPlanLimits,
  SwitchTenant,
  type ByOperator,
} from '../modules/tenancy/index.js';
import type { Runtime } from './runtime.js';

export const OPERATOR_USAGE = `  list                                                     every tenant: state, cell, hosts, claimed hosts, migration, limits
  cells                                                    where tenants live
  log [<slug>], operations [<slug>]                        what operators did, and had done: the newest hundred
  operators                                                who operates the platform, or did
  suspend <slug>, resume <slug> --reason <why>             close it at once, open it again
  give-up <slug> --reason <why>                            end an operation that waits for what may never come back
  limits <slug> [--attractions <n>] [--staff <n>] [--requests-per-second <n>] --reason <why>   'none' lifts a limit`;

const options = {
  reason: { type: 'string' },
  attractions: { type: 'string' },
  staff: { type: 'string' },
  'requests-per-second': { type: 'string' },
} as const;
type Options = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

const NEWEST = 100;

interface Desk {
  readonly unitOfWork: UnitOfWork;
  readonly acts: OperatorActs;
  readonly control: ControlRepository;
  readonly slug: string;
  readonly by: ByOperator;
  readonly given: Options;
}

const verbs: Readonly<Record<string, (desk: Desk) => Promise<object>>> = {
  list: ({ unitOfWork, control }) => unitOfWork.operator((tx) => control.overview(tx)),
  cells: ({ unitOfWork, control }) => unitOfWork.operator((tx) => control.cells(tx)),
  log: ({ unitOfWork, control, slug }) =>
    unitOfWork.operator((tx) => control.entries(tx, { slug: slug || null, actor: null }, undefined, NEWEST)),
  operations: ({ unitOfWork, slug }) =>
    unitOfWork.operator((tx) => new OperationRepository().page(tx, slug || null, undefined, NEWEST)).then(withoutInput),
  operators: ({ unitOfWork }) => unitOfWork.operator((tx) => new OperatorRepository().page(tx)),
  suspend: (desk) => switched(desk, 'suspended'),
  resume: (desk) => switched(desk, 'active'),
  'give-up': async ({ unitOfWork, acts, slug, by }) => {
    const { id, kind } = await new GiveUpOperation(unitOfWork, acts, new OperationRepository()).execute(slug, by);
    return { slug, operation: id, kind, givenUp: true };
  },
  limits: ({ acts, control, slug, given, by }) => new SetPlanLimits(acts, control).execute(slug, limitsIn(given), by),
};

export function isOperatorVerb(verb: string): boolean {
  return Object.hasOwn(verbs, verb);
}

/** What an operator does to a tenant's row: the answer as JSON. Recorded with the reason and the system's user. */
export async function operatorVerb(runtime: Runtime, [verb = '', ...words]: readonly string[]): Promise<string> {
  const { values: given, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
  const { unitOfWork, clock } = runtime;
  const control = new ControlRepository();
  const run = verbs[verb];
  if (!run) throw new Error(OPERATOR_USAGE);
  const acts = new OperatorActs(unitOfWork, control, clock);
  const by = { actor: `cli:${userInfo().username}`, reason: given.reason ?? '' };
  return JSON.stringify(await run({ unitOfWork, acts, control, slug: positionals[0] ?? '', by, given }));
}

/** What a tenant's first administrator is called, and their address, are nobody's on this side. */
function withoutInput(operations: readonly Operation[]): object[] {
  return operations.map(({ input: _input, ...operation }) => operation);
}

async function switched({ acts, control, slug, by }: Desk, state: 'active' | 'suspended'): Promise<object> {
  await new SwitchTenant(acts, control).execute(slug, state, by);
  return { slug, state };
}

function limitsIn({ attractions, staff, 'requests-per-second': rate }: Options) {
  return {
    ...(attractions !== undefined && { attractions: limitIn(attractions) }),
    ...(staff !== undefined && { staff: limitIn(staff) }),
    ...(rate !== undefined && { requestsPerSecond: limitIn(rate) }),
  };
}

function limitIn(text: string): number | null {
  return text === 'none' ? null : Number(text);
}
