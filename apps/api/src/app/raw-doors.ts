import type { Policy } from '@lianpiao/authz';
import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, RouteOptions } from 'fastify';

/** As `@Can` and `@Open` say it, of a route past Nest's pipeline. */
export type RawPolicy = Policy | { readonly open: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: RawPolicy;
  }
}

const GRAPHQL = ['GET /graphql', 'OPTIONS /graphql', 'POST /graphql'];

/** The only way to a route past Nest's pipeline: whatever is registered in here, a plugin's routes too, has the policy. */
export async function rawDoors(
  fastify: FastifyInstance,
  policy: RawPolicy,
  register: (scope: FastifyInstance) => void | Promise<void>,
): Promise<void> {
  await fastify.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, policy };
    });
    if ('action' in policy) guard(scope, policy);
    await register(scope);
  });
}

function guard(scope: FastifyInstance, { action, subject }: Policy): void {
  scope.addHook('preHandler', (request, _reply, done) => {
    if (!request.requestContext) throw new Error('a door was reached without a request context');
    request.requestContext.ability.mustSome(action, subject);
    done();
  });
}

/** Answers every route that is registered from here on. */
export function watchRoutes(fastify: FastifyInstance): readonly RouteOptions[] {
  const routes: RouteOptions[] = [];
  fastify.addHook('onRoute', (route) => void routes.push(route));
  return routes;
}

/**
 * A route is a raw door, or Nest's: those have been looked at (`assertEveryDoorHasPolicy`).
 * @throws Error naming each route that is neither: the start fails
 */
function assertEveryRouteHasPolicy(routes: readonly RouteOptions[], app: INestApplicationContext): void {
  const known = new Set([...GRAPHQL, ...controllersRoutes(app)]);
  const unknown = routes
    .filter(({ config }) => config?.policy === undefined)
    // Fastify answers HEAD wherever there is a GET.
    .flatMap(({ method, url }) => [method].flat().map((one) => `${one === 'HEAD' ? 'GET' : one} ${url}`))
    .filter((route) => !known.has(route));
  if (unknown.length > 0) throw new Error(`routes without a policy: ${unknown.join(', ')}`);
}

/** Makes an application ready to listen; one that fails to is closed, so that its process ends. */
export async function opened(app: NestFastifyApplication, routes: readonly RouteOptions[]) {
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    assertEveryRouteHasPolicy(routes, app);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

function controllersRoutes(app: INestApplicationContext): string[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      const base = Reflect.getMetadata(PATH_METADATA, metatype as object) as string;
      return scanner.getAllMethodNames(prototype).flatMap((name) => routeOf(base, prototype[name]));
    });
}

function routeOf(base: string, handler: object | undefined): string[] {
  const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
  if (handler === undefined || method === undefined) return [];
  const path = Reflect.getMetadata(PATH_METADATA, handler) as string;
  return [`${RequestMethod[method]} /${[base, path].filter((part) => part !== '/').join('/')}`];
}
