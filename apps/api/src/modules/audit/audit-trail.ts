import { CLOCK, type RequestContext, type Subject } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditRepository, type StoredFacts } from './persistence/audit-repository.js';

/** Values of a subject, as its module has them. */
export type Facts = Readonly<Record<string, string | number | bigint | boolean | Date | null | readonly string[]>>;

/** A privileged act, as the one who did it would tell. */
export interface Act {
  /** Name of the command, e.g. `catalog.setPrice`. */
  readonly action: string;
  readonly subject: Subject;
  /** How people refer to it: a code, a number, a name. */
  readonly subjectId: string;
  readonly reason?: string | null;
  /** What the subject was and became. Never secrets; personal data only where it is what changed. */
  readonly before?: Facts | null;
  readonly after?: Facts | null;
}

/** Writes down who did what, in the transaction that does it: what was not recorded did not happen, and the reverse. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly entries: AuditRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  record(ctx: Pick<RequestContext, 'principal' | 'requestId'>, tx: TenantTx, act: Act): Promise<void> {
    const { principal, requestId } = ctx;
    return this.entries.insert(tx, {
      id: newId(),
      recordedAt: this.clock.now(),
      actor: principal.subject,
      actorName: principal.username,
      actorRoles: principal.roles,
      action: act.action,
      subjectType: act.subject,
      subjectId: act.subjectId,
      reason: act.reason ?? null,
      before: stored(act.before),
      after: stored(act.after),
      requestId,
    });
  }
}

function stored(facts: Facts | null | undefined): StoredFacts | null {
  if (!facts) return null;
  const plain = Object.entries(facts).map(([field, value]) => {
    if (typeof value === 'bigint') return [field, value.toString()] as const;
    return [field, value instanceof Date ? value.toISOString() : value] as const;
  });
  return Object.fromEntries(plain);
}
