import { MeResolver } from './graphql/me.resolver.js';

export { RealmProvisioner } from './adapters/realm-provisioner.js';
export { Authenticator } from './authenticator.js';
export type { StaffMember } from './domain/realm-template.js';
export { IDENTITY_CONFIG, identityConfig, type IdentityConfig } from './identity.config.js';
export { IssuerUnavailable, TokenRefused } from './identity.failures.js';
export { IdentityModule } from './identity.module.js';

export const identityResolvers = [MeResolver];
