import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/index.js';
import { TenancyModule } from '../tenancy/index.js';
import { IdentityAdmin } from './adapters/identity-admin.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { StaffAccounts } from './adapters/staff-accounts.js';
import { Authenticator } from './authenticator.js';
import { MeResolver } from './graphql/me.resolver.js';
import { StaffResolver } from './graphql/staff.resolver.js';
import { BackchannelLogoutController } from './http/backchannel-logout.controller.js';
import { ConvergeStaffJob } from './jobs/converge-staff.job.js';
import { StaffRepository } from './persistence/staff-repository.js';
import { Revocations } from './revocations.js';
import { StaffDesk } from './staff-desk.js';
import { AdoptStaff } from './use-cases/adopt-staff.js';
import { ChangeStaff } from './use-cases/change-staff.js';
import { InviteStaff } from './use-cases/invite-staff.js';
import { IssueAdministratorPassword } from './use-cases/issue-administrator-password.js';
import { KeepOperator } from './use-cases/keep-operator.js';
import { ResetStaffPassword } from './use-cases/reset-staff-password.js';
import { SwitchStaff } from './use-cases/switch-staff.js';

const doors = [MeResolver, StaffResolver];
const forOperators = [IssueAdministratorPassword, KeepOperator];
const useCases = [AdoptStaff, ChangeStaff, InviteStaff, ResetStaffPassword, SwitchStaff, ...forOperators];
const provider = [IdentityAdmin, RealmProvisioner, StaffAccounts];

/** Who is asking, and who works here. AttractionDirectory and RevocationFeed are bound by the app. */
@Module({
  imports: [AuditModule, TenancyModule],
  controllers: [BackchannelLogoutController],
  providers: [
    ...doors,
    ...useCases,
    ...provider,
    Authenticator,
    ConvergeStaffJob,
    Revocations,
    StaffDesk,
    StaffRepository,
  ],
  exports: [AdoptStaff, Authenticator, ConvergeStaffJob, RealmProvisioner, ...forOperators],
})
export class IdentityModule {}
