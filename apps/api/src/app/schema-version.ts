import { sqlState } from '@lianpiao/db';

import { TenantRepository } from '../modules/tenancy/index.js';
import type { Runtime } from './runtime.js';

/** This version of the software needs tables that are not there yet. */
export class SchemaBehind extends Error {
  constructor(what: string) {
    super(`${what}: run "migrate" of this version first`);
    this.name = 'SchemaBehind';
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Refuses to start on tables older than this version needs: the platform's own, or those of every tenant. Newer ones are fine, since two
 * versions run side by side while the next one is rolled out; one tenant that is behind is refused alone, at its door.
 * @throws SchemaBehind
 */
export async function assertUpToDate({ unitOfWork, migrations }: Pick<Runtime, 'unitOfWork' | 'migrations'>) {
  const tenants = new TenantRepository();
  const applied = await unitOfWork.directory((tx) => tenants.platformVersion(tx)).catch(tooOldToSay);
  const needed = migrations.platform.length;
  if (applied < needed) throw new SchemaBehind(`the platform's tables are at ${applied} of ${needed} migrations`);
  const fleet = await unitOfWork.directory((tx) => tenants.all(tx, migrations.tenant.length));
  if (fleet.length > 0 && fleet.every(({ state }) => state === 'behind')) {
    throw new SchemaBehind(`no tenant has the ${migrations.tenant.length} migrations it needs`);
  }
}

/** Before the directory might read it. */
function tooOldToSay(error: unknown): number {
  if (sqlState(error) === INSUFFICIENT_PRIVILEGE) return 0;
  throw error;
}
