import type { RequestContext } from '@lianpiao/authz';
import { check } from '@lianpiao/graphql';

import type { ByOperator } from '../../tenancy/index.js';
import type { ReasonedInput } from './control.inputs.js';

/** Who asks, why, and under which key. @throws InvalidInput */
export function operatorOf({ principal }: RequestContext, input: ReasonedInput): ByOperator {
  const { idempotencyKey, reason } = input;
  return {
    actor: principal.username,
    reason,
    command: { key: check.idempotencyKey(idempotencyKey), request: Object.fromEntries(Object.entries(input)) },
  };
}
