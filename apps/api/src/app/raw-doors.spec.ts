import 'reflect-metadata';

import { afterEach, describe, expect, it } from '@jest/globals';
import { Ability, ANONYMOUS, NotPermitted, type RequestContext, type Role } from '@lianpiao/authz';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

import { fastifyAdapter } from './fastify.js';
import { opened, rawDoors, watchRoutes } from './raw-doors.js';

@Controller('nest')
class OfNest {
  @Get()
  whole(): string {
    return '';
  }

  @Post(':part')
  part(): string {
    return '';
  }
}

@Module({ imports: [DiscoveryModule], controllers: [OfNest] })
class Application {}

let app: NestFastifyApplication | undefined;
afterEach(() => app?.close());

/** Where it listens. */
async function started(register: (fastify: FastifyInstance) => void | Promise<void>): Promise<string> {
  app = await NestFactory.create<NestFastifyApplication>(Application, fastifyAdapter(), { logger: false });
  const fastify = app.getHttpAdapter().getInstance();
  const routes = watchRoutes(fastify);
  await register(fastify);
  await opened(app, routes);
  return fastify.listen({ host: '127.0.0.1', port: 0 });
}

describe('[S50] a route past Nest’s pipeline', () => {
  it('starts with a policy, and so do the routes of a plugin', async () => {
    const open = started((fastify) =>
      rawDoors(fastify, { open: 'anybody may know' }, async (scope) => {
        scope.get('/open', () => 'open');
        await scope.register((plugin, _options, done) => {
          plugin.get('/of-a-plugin', () => '');
          done();
        });
      }),
    );
    expect(await (await fetch(`${await open}/open`)).text()).toBe('open');
  });

  it('fails the start without one, by name', async () => {
    const forgotten = started((fastify) => {
      fastify.post('/forgotten', () => '');
    });
    await expect(forgotten).rejects.toThrow('routes without a policy: POST /forgotten');
  });

  it.each<[string, Role[], number]>([
    ['whoever may do it', ['gate-operator'], 200],
    ['nobody else', ['finance'], 403],
    ['nobody unknown', [], 401],
  ])('lets in %s', async (_who, roles, status) => {
    const principal = { ...ANONYMOUS, ...(roles.length > 0 && { roles, anonymous: false, attractionIds: ['lake'] }) };
    const address = await started(async (fastify) => {
      fastify.decorateRequest('requestContext', undefined);
      fastify.addHook('onRequest', (request, _reply, done) => {
        request.requestContext = { ability: new Ability(principal) } as RequestContext;
        done();
      });
      await rawDoors(fastify, { action: 'redeem', subject: 'Ticket' }, (scope) => {
        scope.setErrorHandler((error, _request, reply) =>
          reply.code(error instanceof NotPermitted && error.code === 'UNAUTHENTICATED' ? 401 : 403).send(),
        );
        scope.get('/guarded', () => '');
      });
    });
    expect((await fetch(`${address}/guarded`)).status).toBe(status);
  });
});
