import { AuditResolver } from './graphql/audit.resolver.js';

export { AuditModule } from './audit.module.js';
export { AuditRepository } from './persistence/audit-repository.js';
export { AuditTrail, type Act, type Facts } from './audit-trail.js';

export const auditResolvers = [AuditResolver] as const;
