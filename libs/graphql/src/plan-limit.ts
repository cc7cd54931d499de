import type { Tenant } from '@lianpiao/authz';
import { DomainFailure } from '@lianpiao/kernel';
import { Field, Int } from '@nestjs/graphql';

import { FailureType } from './failure-type.js';

@FailureType("The authority's plan allows no more of these; nothing was done. The platform's operator raises it.")
export class PlanLimitReached extends DomainFailure {
  readonly code = 'PLAN_LIMIT_REACHED';

  @Field(() => String, { description: 'Of what: attractions or staff.' })
  readonly of: string;

  @Field(() => Int, { description: 'How many the plan allows.' })
  readonly allowed: number;

  constructor(of: 'attractions' | 'staff', allowed: number) {
    super(`${of}: ${allowed}`);
    this.of = of;
    this.allowed = allowed;
  }
}

/** @throws PlanLimitReached when there are more than the tenant's plan allows */
export function assertWithinPlan({ limits }: Tenant, of: 'attractions' | 'staff', count: number): void {
  const allowed = limits?.[of] ?? null;
  if (allowed !== null && count > allowed) throw new PlanLimitReached(of, allowed);
}
