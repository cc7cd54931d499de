import type { RequestContext, Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { UnitOfWork, violatedConstraint, type TenantTx } from '@lianpiao/db';
import { assertWithinPlan } from '@lianpiao/graphql';
import { isId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { AuditTrail } from '../audit/index.js';
import { StaffAccounts } from './adapters/staff-accounts.js';
import { factsOf, grantableBy, type Duties, type StaffMember, type StaffRole } from './domain/staff.js';
import { IdentityUnavailable } from './identity.failures.js';
import { AttractionDirectory } from './identity.ports.js';
import { StaffRepository } from './persistence/staff-repository.js';
import { Revocations } from './revocations.js';
import { LastAdministrator, OwnAccount, RoleNotGrantable, StaffNotFound, UnknownAttraction } from './staff.failures.js';

export interface StaffChange {
  readonly action: string;
  readonly before: StaffMember;
  readonly after: StaffMember;
  readonly reason: string;
}

/** What commands on staff have in common: whom they may be done to, that they are recorded, and that the provider hears of them. */
@Injectable()
export class StaffDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staff: StaffRepository,
    private readonly accounts: StaffAccounts,
    private readonly revocations: Revocations,
    private readonly attractions: AttractionDirectory,
    private readonly audit: AuditTrail,
  ) {}

  /** The member, locked. @throws StaffNotFound, OwnAccount */
  async takeUp(ctx: RequestContext, tx: TenantTx, id: string): Promise<StaffMember> {
    await this.staff.lockAdministrators(tx);
    const member = isId(id) ? await this.staff.lock(tx, id) : undefined;
    if (!member) throw new StaffNotFound();
    if (member.subject === ctx.principal.subject) throw new OwnAccount();
    return member;
  }

  /** @throws RoleNotGrantable for the first of the roles that the caller may not give or take */
  assertGrantable(ctx: RequestContext, roles: readonly StaffRole[]): void {
    const grantable = grantableBy(ctx.principal.roles);
    const refused = roles.find((role) => !grantable.has(role));
    if (refused) throw new RoleNotGrantable(refused);
  }

  /** @throws UnknownAttraction */
  async assertAttractions(tx: TenantTx, { attractionCodes }: Duties): Promise<void> {
    if (attractionCodes.length === 0) return;
    const known = await this.attractions.known(tx, attractionCodes);
    const unknown = attractionCodes.find((code) => !known.has(code));
    if (unknown !== undefined) throw new UnknownAttraction(unknown);
  }

  /** One after the other, so that two who come at once do not both take the last place. @throws PlanLimitReached */
  async assertWithinPlan(ctx: RequestContext, tx: TenantTx): Promise<void> {
    await this.staff.lockAdministrators(tx);
    assertWithinPlan(ctx.tenant, 'staff', await this.staff.countActive(tx));
  }

  /** Writes the change and who made it. @throws LastAdministrator */
  async change(ctx: RequestContext, tx: TenantTx, { action, before, after, reason }: StaffChange): Promise<void> {
    try {
      await this.staff.change(tx, after);
    } catch (error) {
      throw violatedConstraint(error) === 'staff_keeps_admin' ? new LastAdministrator() : error;
    }
    const what = { action, subject: 'Staff', subjectId: after.username, reason } as const;
    await this.audit.record(ctx, tx, { ...what, before: factsOf(before), after: factsOf(after) });
  }

  /** The member as they are now. @throws StaffNotFound */
  async find(ctx: RequestContext, id: string): Promise<StaffMember> {
    const member = isId(id) ? await this.unitOfWork.read(ctx, (tx) => this.staff.find(tx, id)) : undefined;
    if (!member) throw new StaffNotFound();
    return member;
  }

  /**
   * After the commit: what their tokens say is not true any more, and the provider is told. Should it, or another node, not hear
   * of it now, the job tells them again.
   */
  async follow(tenant: Tenant, member: StaffMember): Promise<StaffMember> {
    if (member.convergedVersion === member.version) return member;
    return this.converge(tenant, member).catch(() => member);
  }

  /** Brings the provider, and every node, in line with the member. */
  async converge(tenant: Tenant, member: StaffMember): Promise<StaffMember> {
    if (member.subject) await this.revocations.revokeSubject(tenant, member.subject);
    const subject = await this.accounts.converge(tenant, member);
    await this.unitOfWork.write({ tenant }, (tx) => this.staff.markConverged(tx, member.id, member.version, subject));
    return { ...member, subject, convergedVersion: member.version };
  }

  /** Gives the member a new password, and ends what is open with the old one; null when the provider does not answer. */
  async temporaryPassword(tenant: Tenant, { subject }: StaffMember): Promise<Secret | null> {
    if (subject === null) return null;
    const password = new Secret(randomBytes(12).toString('base64url'));
    try {
      await this.accounts.setPassword(tenant, subject, password, 'temporary');
      await this.accounts.endSessions(tenant, subject);
    } catch (error) {
      if (error instanceof IdentityUnavailable) return null;
      throw error;
    }
    await this.revocations.revokeSubject(tenant, subject);
    return password;
  }
}
