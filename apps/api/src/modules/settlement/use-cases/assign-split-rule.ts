import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { InvalidInput, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { Catalog, ProductNotFound } from '../../catalog/index.js';
import { SplitRuleNotFound } from '../settlement.failures.js';
import { SplitRuleRepository, type SplitRule } from '../persistence/split-rule-repository.js';

export interface AssignSplitRuleRequest {
  readonly idempotencyKey: string;
  readonly productCode: string;
  readonly ruleCode: string;
}

/** Puts a product under a rule, from the next sale on. */
@Injectable()
export class AssignSplitRule {
  static readonly failures = [ProductNotFound, SplitRuleNotFound] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
    private readonly rules: SplitRuleRepository,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: AssignSplitRuleRequest): Promise<SplitRule> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const actor = ctx.principal.subject;
    const command = { name: 'settlement.assignSplitRule', actor, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const product = await this.catalog.productByCode(tx, request.productCode);
      const rule = await this.rules.latest(tx, request.ruleCode);
      if (!rule) throw new SplitRuleNotFound();
      assertFits(rule, product);
      const before = await this.rules.inForce(tx, product.productId);
      await this.rules.assign(tx, product.productId, rule.id, actor, this.clock.now());
      const what = { action: command.name, subject: 'Product', subjectId: request.productCode } as const;
      await this.audit.record(ctx, tx, { ...what, before: before ? factsOf(before) : null, after: factsOf(rule) });
      return rule;
    });
  }
}

function factsOf({ code, version }: Pick<SplitRule, 'code' | 'version'>) {
  return { splitRule: code, version };
}

/** A split by gate price at each visit needs to know who will be visited: all of them, once. */
function assertFits({ definition }: SplitRule, product: Awaited<ReturnType<Catalog['productByCode']>>): void {
  if (definition.method !== 'PER_VISIT_GATE_WEIGHTED') return;
  const { visitsTotal, visitsPerAttraction } = product.terms;
  const eachOnce = visitsTotal === product.attractions.length && visitsPerAttraction === 1;
  if (!eachOnce) throw new InvalidInput('ruleCode', 'fits', 'a product of which every attraction is visited once');
}
