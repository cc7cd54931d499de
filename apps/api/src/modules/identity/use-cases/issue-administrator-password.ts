import type { RequestContext, Tenant } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { UnitOfWork } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import {
  OperatorActs,
  TenantErasing,
  TenantNotReady,
  TenantRepository,
  TenantUnknown,
  type ByOperator,
} from '../../tenancy/index.js';
import { usernameOf, type StaffMember } from '../domain/staff.js';
import { IdentityUnavailable } from '../identity.failures.js';
import { StaffRepository } from '../persistence/staff-repository.js';
import { StaffDesk } from '../staff-desk.js';
import { IdentityProviderAway, StaffNotFound } from '../staff.failures.js';

/** The operator, as the tenant's own auditors read of them. */
type Asking = Pick<RequestContext, 'principal' | 'requestId'>;

/**
 * Lets the platform's operator give an administrator of a tenant a temporary password: the first one there is, or who locked
 * themselves out. Given inside both transactions that record it: whoever is told a password is on record, and an attempt that fails
 * leaves neither an entry nor a used key.
 */
@Injectable()
export class IssueAdministratorPassword {
  static readonly failures = [
    TenantUnknown,
    TenantNotReady,
    TenantErasing,
    StaffNotFound,
    IdentityProviderAway,
  ] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly acts: OperatorActs,
    private readonly tenants: TenantRepository,
    private readonly desk: StaffDesk,
    private readonly staff: StaffRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Told once: null for a repeat. @throws InvalidInput, IdempotencyKeyReused */
  async execute(asking: Asking, slug: string, name: string, by: ByOperator): Promise<Secret | null> {
    const username = usernameOf(name);
    let password: Secret | null = null;
    await this.acts.begin('tenant.issueAdministratorPassword', slug, by, async (tx) => {
      const tenant = await this.tenants.ready(tx, slug);
      password = await this.give(asking, tenant, username, by.reason.trim());
      return { before: null, after: { username }, answer: undefined, tenantId: tenant.id };
    });
    return password;
  }

  private async give(asking: Asking, tenant: Tenant, username: string, reason: string): Promise<Secret> {
    const found = await this.unitOfWork.read({ tenant }, (tx) => this.staff.byUsername(tx, username));
    if (!found?.roles.includes('bureau-admin')) throw new StaffNotFound();
    const member = await this.atProvider(tenant, found);
    return this.unitOfWork.write({ tenant }, async (tx) => {
      const what = { action: 'identity.issueAdministratorPassword', subject: 'Staff', subjectId: username } as const;
      await this.audit.record(asking, tx, { ...what, reason });
      const password = await this.desk.temporaryPassword(tenant, member);
      if (!password) throw new IdentityProviderAway();
      return password;
    });
  }

  /** Also where the provider has lost the account that the row knows. */
  private async atProvider(tenant: Tenant, member: StaffMember): Promise<StaffMember> {
    try {
      return await this.desk.converge(tenant, member);
    } catch (error) {
      throw error instanceof IdentityUnavailable ? new IdentityProviderAway() : error;
    }
  }
}
