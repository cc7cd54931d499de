import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Query, Resolver } from '@nestjs/graphql';

import { changesBetween } from '../domain/changes.js';
import { AuditRepository, type AuditEntry } from '../persistence/audit-repository.js';
import { AuditEntryConnection, AuditEntryType, AuditFilterArgs } from './audit.types.js';

@Resolver(() => AuditEntryType)
export class AuditResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly entries: AuditRepository,
  ) {}

  @Can('read', 'Audit')
  @Query(() => AuditEntryConnection, { description: 'Privileged acts, newest first.' })
  async auditLog(@Ctx() ctx: RequestContext, @Args() page: PageArgs, @Args() wanted: AuditFilterArgs) {
    const first = pageSize(page);
    const after = decodeCursor(page.after, ['instant', 'id']);
    const { action = null, actorName = null, subjectId = null, from = null, until = null } = wanted;
    const filter = { action, actorName, subjectId, from, until };
    const rows = await this.unitOfWork.read(ctx, (tx) => this.entries.page(tx, filter, after, first + 1));
    return connection(rows.map(view), first, (entry) => [entry.recordedAt.toISOString(), entry.id]);
  }
}

function view({ before, after, ...entry }: AuditEntry): AuditEntryType {
  return { ...entry, changes: changesBetween(before, after) };
}
