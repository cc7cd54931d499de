import { MeResolver } from './graphql/me.resolver.js';
import { StaffResolver } from './graphql/staff.resolver.js';
import { VisitorSignInResolver } from './graphql/visitor-sign-in.resolver.js';
import { ConvergeOperatorsJob } from './jobs/converge-operators.job.js';
import { ConvergeStaffJob } from './jobs/converge-staff.job.js';
import { ConvergeVisitorsJob } from './jobs/converge-visitors.job.js';

export { RealmRemoval } from './adapters/realm-removal.js';
export { RealmProvisioner } from './adapters/realm-provisioner.js';
export { RedisRevocationFeed } from './adapters/redis-revocation-feed.js';
export { Authenticator } from './authenticator.js';
export { GateClients } from './gate-clients.js';
export { emailOf, STAFF_ROLES, usernameOf } from './domain/staff.js';
export { clusterOfNewRealms, IDENTITY_CONFIG, identityConfig, type IdentityConfig } from './identity.config.js';
export { IdentityUnavailable, IssuerUnavailable, RealmTaken, TokenRefused } from './identity.failures.js';
export { IdentityModule } from './identity.module.js';
export { AttractionDirectory, PortalOrigins, RevocationFeed } from './identity.ports.js';
export { PLATFORM, PLATFORM_ID } from './domain/platform-realm.js';
export type { Operator } from './domain/operator.js';
export { OperatorLogoutController } from './http/operator-logout.controller.js';
export { OperatorDesk } from './operator-desk.js';
export { OperatorRepository } from './persistence/operator-repository.js';
export { VISITORS } from './domain/visitors-realm.js';
export { IssueAdministratorPassword } from './use-cases/issue-administrator-password.js';
export { KeepOperator } from './use-cases/keep-operator.js';
export { SwitchOperator } from './use-cases/switch-operator.js';
export { AdoptStaff, type FirstMember } from './use-cases/adopt-staff.js';
export { ReadmitStaff } from './use-cases/readmit-staff.js';

export const identityResolvers = [MeResolver, StaffResolver, VisitorSignInResolver];
export const identityJobs = [ConvergeStaffJob];
/** About the realm all tenants share, once and not for each tenant. */
export const visitorJobs = [ConvergeVisitorsJob];
/** About the operators' own realm. */
export const operatorJobs = [ConvergeOperatorsJob];
