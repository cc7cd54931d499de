import { createParamDecorator, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';

import type { RequestContext } from './context.js';
import type { Action, Subject } from './rules.js';

/** Injection token of the Clock. */
export const CLOCK = Symbol('Clock');

const POLICY = 'lianpiao:policy';
const OPEN = 'lianpiao:open';

export interface Policy {
  readonly action: Action;
  readonly subject: Subject;
}

/** What a caller must be able to do with some instance to come through this door. */
export function Can(action: Action, subject: Subject): MethodDecorator & ClassDecorator {
  return SetMetadata<string, Policy>(POLICY, { action, subject });
}

/** A door that asks for no verb: its caller is proved by other means, e.g. a signature, or anybody may know. Say which. */
export function Open(how: string): MethodDecorator & ClassDecorator {
  return SetMetadata(OPEN, how);
}

interface CarriesContext {
  readonly requestContext?: RequestContext;
}

/** The request context, behind a GraphQL or an HTTP door. */
export const Ctx = createParamDecorator((_data: unknown, execution: ExecutionContext) => contextOf(execution));

export function contextOf(execution: ExecutionContext): RequestContext {
  const graphql = execution.getType<'graphql' | 'http'>() === 'graphql';
  const carrier = graphql
    ? GqlExecutionContext.create(execution).getContext<CarriesContext>()
    : execution.switchToHttp().getRequest<CarriesContext>();
  if (!carrier.requestContext) throw new Error('a door was reached without a request context');
  return carrier.requestContext;
}

/** The policy of a handler, its own or its class's. */
export function policyOf(reflector: Reflector, handler: object, controller: object): Policy | 'open' | undefined {
  const targets = [handler, controller] as Parameters<Reflector['getAllAndOverride']>[1];
  const policy = reflector.getAllAndOverride<Policy | undefined>(POLICY, targets);
  if (policy) return policy;
  return reflector.getAllAndOverride<string | undefined>(OPEN, targets) ? 'open' : undefined;
}

/** Global guard: a door without a policy admits nobody. */
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(execution: ExecutionContext): boolean {
    const policy = policyOf(this.reflector, execution.getHandler(), execution.getClass());
    if (policy === 'open') return true;
    if (!policy) return false;
    contextOf(execution).ability.mustSome(policy.action, policy.subject);
    return true;
  }
}
