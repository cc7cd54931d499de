import { type RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';

import { policyOf } from './doors.js';

const RESOLVER_TYPE = 'graphql:resolver_type';
const RESOLVES_FIELD = 'graphql:resolve_property';
const DOORS = ['Query', 'Mutation', 'Subscription'];

/**
 * Walks every query, mutation, subscription, resolved field and HTTP route of a started application.
 * @throws Error naming each door that has no policy: the start fails
 */
export function assertEveryDoorHasPolicy(app: INestApplicationContext): void {
  const discovery = app.get(DiscoveryService);
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const classes = [...discovery.getProviders(), ...discovery.getControllers()].flatMap(({ instance, metatype }) =>
    isObject(instance) && typeof metatype === 'function' ? [{ instance, type: metatype as Type }] : [],
  );
  const unguarded = classes.flatMap(({ instance, type }) =>
    scanner
      .getAllMethodNames(Object.getPrototypeOf(instance) as object)
      .map((name) => ({ name, handler: (instance as Record<string, unknown>)[name] }))
      .filter(({ handler }) => isDoor(handler) && policyOf(reflector, handler as object, type) === undefined)
      .map(({ name }) => `${type.name}.${name}`),
  );
  if (unguarded.length > 0) throw new Error(`doors without a policy: ${unguarded.join(', ')}`);
}

function isDoor(handler: unknown): boolean {
  if (typeof handler !== 'function') return false;
  if (Reflect.getMetadata(RESOLVES_FIELD, handler) === true) return true;
  const resolver = Reflect.getMetadata(RESOLVER_TYPE, handler) as string | undefined;
  if (resolver !== undefined) return DOORS.includes(resolver);
  return (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined) !== undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
