import { Module } from '@nestjs/common';

import { AuditTrail } from './audit-trail.js';
import { AuditResolver } from './graphql/audit.resolver.js';
import { AuditRepository } from './persistence/audit-repository.js';

/** Who did what: every module whose acts are privileged records them here, in their own transaction. */
@Module({ providers: [AuditRepository, AuditTrail, AuditResolver], exports: [AuditTrail] })
export class AuditModule {}
