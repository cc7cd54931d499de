import { MeResolver } from './graphql/me.resolver.js';
import { StaffResolver } from './graphql/staff.resolver.js';
import { ConvergeStaffJob } from './jobs/converge-staff.job.js';

export { RealmRemoval } from './adapters/realm-removal.js';
export { RealmProvisioner } from './adapters/realm-provisioner.js';
export { RedisRevocationFeed } from './adapters/redis-revocation-feed.js';
export { Authenticator } from './authenticator.js';
export { STAFF_ROLES } from './domain/staff.js';
export { IDENTITY_CONFIG, identityConfig, type IdentityConfig } from './identity.config.js';
export { IssuerUnavailable, TokenRefused } from './identity.failures.js';
export { IdentityModule } from './identity.module.js';
export { AttractionDirectory, RevocationFeed } from './identity.ports.js';
export { AdoptStaff, type FirstMember } from './use-cases/adopt-staff.js';

export const identityResolvers = [MeResolver, StaffResolver];
export const identityJobs = [ConvergeStaffJob];
