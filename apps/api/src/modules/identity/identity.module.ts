import { CLOCK } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';
import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/index.js';
import { ControlRepository, OperatorActs, TenancyModule, TenantRepository } from '../tenancy/index.js';
import { IdentityAdmin } from './adapters/identity-admin.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { StaffAccounts } from './adapters/staff-accounts.js';
import { Authenticator } from './authenticator.js';
import { PLATFORM, platformRealm } from './domain/platform-realm.js';
import { VISITORS, visitorsRealm } from './domain/visitors-realm.js';
import { MeResolver } from './graphql/me.resolver.js';
import { StaffResolver } from './graphql/staff.resolver.js';
import { VisitorSignInResolver } from './graphql/visitor-sign-in.resolver.js';
import { BackchannelLogoutController } from './http/backchannel-logout.controller.js';
import { GateClients } from './gate-clients.js';
import { IDENTITY_CONFIG, type IdentityConfig } from './identity.config.js';
import { ConvergeOperatorsJob } from './jobs/converge-operators.job.js';
import { ConvergeStaffJob } from './jobs/converge-staff.job.js';
import { ConvergeVisitorsJob } from './jobs/converge-visitors.job.js';
import { OperatorDesk } from './operator-desk.js';
import { OperatorRepository } from './persistence/operator-repository.js';
import { StaffRepository } from './persistence/staff-repository.js';
import { Revocations } from './revocations.js';
import { StaffDesk } from './staff-desk.js';
import { AdoptStaff } from './use-cases/adopt-staff.js';
import { ChangeStaff } from './use-cases/change-staff.js';
import { InviteStaff } from './use-cases/invite-staff.js';
import { IssueAdministratorPassword } from './use-cases/issue-administrator-password.js';
import { KeepOperator } from './use-cases/keep-operator.js';
import { ReadmitStaff } from './use-cases/readmit-staff.js';
import { ResetStaffPassword } from './use-cases/reset-staff-password.js';
import { SwitchOperator } from './use-cases/switch-operator.js';
import { SwitchStaff } from './use-cases/switch-staff.js';

const doors = [MeResolver, StaffResolver, VisitorSignInResolver];
const forOperators = [IssueAdministratorPassword, KeepOperator, SwitchOperator];
const ofOperators = [
  OperatorDesk,
  OperatorRepository,
  TenantRepository,
  ConvergeOperatorsJob,
  {
    provide: PLATFORM,
    useFactory: ({ KEYCLOAK_URL }: IdentityConfig) => platformRealm(KEYCLOAK_URL),
    inject: [IDENTITY_CONFIG],
  },
  {
    provide: OperatorActs,
    useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new OperatorActs(unitOfWork, new ControlRepository(), clock),
    inject: [UnitOfWork, CLOCK],
  },
];
const useCases = [AdoptStaff, ChangeStaff, InviteStaff, ReadmitStaff, ResetStaffPassword, SwitchStaff, ...forOperators];
const jobs = [ConvergeStaffJob, ConvergeVisitorsJob];
const visitors = {
  provide: VISITORS,
  useFactory: ({ KEYCLOAK_URL }: IdentityConfig) => visitorsRealm(KEYCLOAK_URL),
  inject: [IDENTITY_CONFIG],
};
const provider = [GateClients, IdentityAdmin, RealmProvisioner, StaffAccounts];

/** Who is asking, and who works here. AttractionDirectory, PortalOrigins and RevocationFeed are bound by the app. */
@Module({
  imports: [AuditModule, TenancyModule],
  controllers: [BackchannelLogoutController],
  providers: [
    ...doors,
    ...useCases,
    ...provider,
    ...ofOperators,
    ...jobs,
    visitors,
    Authenticator,
    Revocations,
    StaffDesk,
    StaffRepository,
  ],
  exports: [AdoptStaff, Authenticator, GateClients, ReadmitStaff, RealmProvisioner, VISITORS, ...jobs, ...forOperators],
})
export class IdentityModule {}
