import type { Tenant } from '@lianpiao/authz';

import type { IdentityConfig } from '../identity.config.js';
import { IdentityAdmin } from './identity-admin.js';

/** Removes the realm of a tenant that is erased; harmless where it is gone. */
export class RealmRemoval {
  private readonly identity: IdentityAdmin;

  constructor(config: IdentityConfig) {
    this.identity = new IdentityAdmin(config);
  }

  async remove({ issuer: { serverUrl, realm } }: Tenant): Promise<void> {
    await this.identity.askCluster(serverUrl, async (admin) => {
      if (await admin.realms.findOne({ realm })) await admin.realms.del({ realm });
    });
  }
}
