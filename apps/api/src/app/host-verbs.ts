import { ChangeHosts, ControlRepository, DomainProof, OperatorActs } from '../modules/tenancy/index.js';
import type { Runtime } from './runtime.js';
import type { CommandDesk } from './with-tenant-life.js';

/** Changes where a tenant is reached; its realm sends people back there, and nowhere else. */
export async function changeHosts<T>(
  { runtime, life }: CommandDesk,
  slug: string,
  change: (hosts: ChangeHosts) => Promise<T>,
): Promise<T> {
  const changed = await change(hostsOf(runtime));
  await life.followHosts(slug);
  return changed;
}

function hostsOf({ unitOfWork, clock, config }: Runtime): ChangeHosts {
  const { DNS_SERVERS, PUBLIC_BASE_HOST } = config.tenancy;
  const control = new ControlRepository();
  const acts = new OperatorActs(unitOfWork, control, clock);
  return new ChangeHosts(acts, control, new DomainProof(DNS_SERVERS?.split(',') ?? []), PUBLIC_BASE_HOST);
}
