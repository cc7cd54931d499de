import { realmFollows } from '../modules/control/index.js';
import {
  ChangeHosts,
  ControlRepository,
  DomainProof,
  OperatorActs,
  RenameTenant,
  type ByOperator,
  type ClaimedHost,
} from '../modules/tenancy/index.js';
import type { Runtime } from './runtime.js';
import type { CommandDesk } from './with-tenant-life.js';

type Told<T> = T & {
  /** The identity provider did not answer: `control` tells it once it does. */
  readonly pending: boolean;
};

export function addHost(desk: CommandDesk, slug: string, host: string, by: ByOperator): Promise<Told<ClaimedHost>> {
  return told(desk, slug, hostsOf(desk.runtime).add(slug, host, by));
}

export function verifyHost(desk: CommandDesk, slug: string, host: string, by: ByOperator): Promise<Told<ClaimedHost>> {
  return told(desk, slug, hostsOf(desk.runtime).verify(slug, host, by));
}

export function removeHost(desk: CommandDesk, slug: string, host: string, by: ByOperator) {
  const removing = hostsOf(desk.runtime).remove(slug, host, by);
  return told(
    desk,
    slug,
    removing.then(() => ({ removed: host })),
  );
}

export function rename(desk: CommandDesk, slug: string, name: { zh: string; en: string }, by: ByOperator) {
  return told(desk, slug, new RenameTenant(...recording(desk.runtime)).execute(slug, name, by));
}

/** What is changed in the rows the tenant's realm follows: where people are sent back to, and what the sign-in page is called. */
async function told<T extends object>({ life }: CommandDesk, slug: string, changing: Promise<T>): Promise<Told<T>> {
  const changed = await changing;
  return { ...changed, pending: !(await realmFollows(life, slug)) };
}

function hostsOf(runtime: Runtime): ChangeHosts {
  const { DNS_SERVERS, PUBLIC_BASE_HOST } = runtime.config.tenancy;
  return new ChangeHosts(...recording(runtime), new DomainProof(DNS_SERVERS?.split(',') ?? []), PUBLIC_BASE_HOST);
}

function recording({ unitOfWork, clock }: Runtime): [OperatorActs, ControlRepository] {
  const control = new ControlRepository();
  return [new OperatorActs(unitOfWork, control, clock), control];
}
