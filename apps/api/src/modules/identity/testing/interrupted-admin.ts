import { IdentityAdmin } from '../adapters/identity-admin.js';
import { IdentityUnavailable } from '../identity.failures.js';

/** A provider that can be away. */
export class InterruptedAdmin extends IdentityAdmin {
  away = false;

  override ask: IdentityAdmin['ask'] = (work) =>
    this.away
      ? Promise.reject(new IdentityUnavailable('away'))
      : (IdentityAdmin.prototype.ask.call(this, work) as never);
}
