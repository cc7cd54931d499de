import { IdentityUnavailable } from '../identity/index.js';
import type { TenantLife } from './control.ports.js';

/** Tells the identity provider at once; false where it does not answer, and is told by `ConvergeRealmsJob` once it does. */
export async function realmFollows(life: TenantLife, slug: string): Promise<boolean> {
  try {
    await life.convergeRealm(slug);
    return true;
  } catch (error) {
    if (error instanceof IdentityUnavailable) return false;
    throw error;
  }
}
