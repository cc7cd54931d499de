import { IdentityAdmin } from '../adapters/identity-admin.js';
import { IdentityUnavailable } from '../identity.failures.js';

/** A provider that can be away. */
export class InterruptedAdmin extends IdentityAdmin {
  away = false;

  override ask: IdentityAdmin['ask'] = (tenant, work) =>
    this.away
      ? Promise.reject(new IdentityUnavailable('away'))
      : (IdentityAdmin.prototype.ask.call(this, tenant, work) as never);
}
