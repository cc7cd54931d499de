import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { assertDefinition, type SplitDefinition } from '../domain/split-rule.js';
import { SplitRuleRepository, type SplitRule } from '../persistence/split-rule-repository.js';

export interface DefineSplitRuleRequest {
  readonly idempotencyKey: string;
  readonly code: string;
  readonly definition: SplitDefinition;
}

/** Writes down how revenue is split, as a new version of the rule. What has been sold keeps the version it was sold under. */
@Injectable()
export class DefineSplitRule {
  static readonly failures = [] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: SplitRuleRepository,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: DefineSplitRuleRequest): Promise<SplitRule> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const code = check.pattern('code', request.code, /^[a-z0-9][a-z0-9_-]{0,59}$/, 'a-z, 0-9, _ and -, at most 60');
    assertDefinition(request.definition);
    const actor = ctx.principal.subject;
    const command = { name: 'settlement.defineSplitRule', actor, key, request };
    const { method, commissionPpm, fundPpm, unused } = request.definition;
    const definition = { method, commissionPpm, fundPpm, unused };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const { rule, before } = await this.rules.define(tx, code, definition, actor, this.clock.now());
      const what = { action: command.name, subject: 'SplitRule', subjectId: code } as const;
      await this.audit.record(ctx, tx, {
        ...what,
        before: before ? { ...before.definition } : null,
        after: definition,
      });
      return rule;
    });
  }
}
