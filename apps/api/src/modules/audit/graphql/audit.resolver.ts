import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Query, Resolver } from '@nestjs/graphql';

import { changesBetween } from '../domain/changes.js';
import { maskedChange, maskedText } from '../domain/masked.js';
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
    return connection(
      rows.map((row) => view(ctx, row)),
      first,
      (entry) => [entry.recordedAt.toISOString(), entry.id],
    );
  }
}

/** Addresses of people are for those who manage them; the others see who did what without them. */
function view({ ability }: RequestContext, { before, after, ...entry }: AuditEntry): AuditEntryType {
  const changes = changesBetween(before, after);
  if (ability.canSome('manage', 'Staff')) return { ...entry, changes };
  const reason = entry.reason === null ? null : maskedText(entry.reason);
  return { ...entry, reason, changes: changes.map(maskedChange) };
}
