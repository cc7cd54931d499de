import type { Tenant } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { Injectable } from '@nestjs/common';

import type { StaffMember } from '../domain/staff.js';
import { IdentityAdmin } from './identity-admin.js';
import type { StaffAccount } from './realm-template.js';
import { convergeAccount } from './staff-convergence.js';

/** An account as its row wants it. */
type Wanted = Omit<StaffAccount, 'enabled'> & Pick<StaffMember, 'state'>;

/** The accounts of a tenant's staff, and of the platform's operators, at the identity provider. Every method may throw IdentityUnavailable. */
@Injectable()
export class StaffAccounts {
  constructor(private readonly identity: IdentityAdmin) {}

  /** Makes the account what it should be, and ends the sessions of who may not work any more. Answers its subject. */
  converge(tenant: Tenant, wanted: Wanted): Promise<string> {
    const { realm } = tenant.issuer;
    const enabled = wanted.state === 'active';
    return this.identity.ask(tenant, async (admin) => {
      const id = await convergeAccount(admin, realm, { ...wanted, enabled });
      if (!enabled) await admin.users.logout({ realm, id });
      return id;
    });
  }

  /** @param kind a temporary one has to be replaced at the first sign-in */
  async setPassword(tenant: Tenant, subject: string, password: Secret, kind: 'temporary' | 'lasting'): Promise<void> {
    const { realm } = tenant.issuer;
    await this.identity.ask(tenant, async (admin) => {
      const credential = { type: 'password', value: password.reveal(), temporary: kind === 'temporary' };
      await admin.users.resetPassword({ realm, id: subject, credential });
    });
  }

  /** Ends what is open with the old password. */
  async endSessions(tenant: Tenant, subject: string): Promise<void> {
    const { realm } = tenant.issuer;
    await this.identity.ask(tenant, (admin) => admin.users.logout({ realm, id: subject }));
  }
}
