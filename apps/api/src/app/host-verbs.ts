import {
  ChangeHosts,
  ControlRepository,
  DomainProof,
  OperatorActs,
  type ByOperator,
} from '../modules/tenancy/index.js';
import type { Runtime } from './runtime.js';
import type { CommandDesk } from './with-tenant-life.js';

type Change = (hosts: ChangeHosts, slug: string, host: string, by: ByOperator) => Promise<object>;

const CHANGES: Readonly<Record<string, Change>> = {
  'add-host': (hosts, slug, host, by) => hosts.add(slug, host, by),
  'verify-host': (hosts, slug, host, by) => hosts.verify(slug, host, by),
  'remove-host': async (hosts, slug, host, by) => {
    await hosts.remove(slug, host, by);
    return { removed: host };
  },
};
export const HOST_VERBS = Object.keys(CHANGES);

/** Changes where a tenant is reached; its realm sends people back there, and nowhere else. */
export async function changeHosts(
  { runtime, life }: CommandDesk,
  verb: string,
  slug: string,
  host: string,
  by: ByOperator,
): Promise<object> {
  const change = CHANGES[verb];
  if (!change) throw new Error(`no such verb: ${verb}`);
  const changed = await change(hostsOf(runtime), slug, host, by);
  await life.followHosts(slug);
  return changed;
}

function hostsOf({ unitOfWork, clock, config }: Runtime): ChangeHosts {
  const { DNS_SERVERS, PUBLIC_BASE_HOST } = config.tenancy;
  const control = new ControlRepository();
  const acts = new OperatorActs(unitOfWork, control, clock);
  return new ChangeHosts(acts, control, new DomainProof(DNS_SERVERS?.split(',') ?? []), PUBLIC_BASE_HOST);
}
