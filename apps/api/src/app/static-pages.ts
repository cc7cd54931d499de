import fastifyStatic from '@fastify/static';
import { getDistDirectory, renderAltair } from 'altair-static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { refuse } from './admission.js';
import { explorerPolicy, portalPolicy } from './content-policy.js';
import { rawDoors } from './raw-doors.js';

/** Where there is no page, whatever a browser accepts: the doors of the API, and files. */
const NO_PAGE = /^\/(?:graphql|gate|identity|webhooks|health|explorer|assets)(?:\/|$)|\.\w+$/;

interface Portal {
  /** Of the built portal; absent: there is none. */
  readonly folder: string | undefined;
  readonly issuerUrl: string;
}

/**
 * The built portal, served beside the API so that it needs no second origin: whoever goes to a page gets it, since its addresses are
 * its router's. Whatever else nobody answers is not there.
 */
export function portalPages(fastify: FastifyInstance, portal: Portal): Promise<void> {
  return rawDoors(fastify, { open: 'the portal is for everybody' }, (scope) => registerPortal(scope, portal));
}

async function registerPortal(fastify: FastifyInstance, { folder, issuerUrl }: Portal): Promise<void> {
  const built = folder !== undefined && existsSync(join(folder, 'index.html'));
  if (built) {
    const assets = {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      wildcard: false,
      immutable: true,
      maxAge: '365d',
    };
    await fastify.register(fastifyStatic, assets);
  }
  const policy = portalPolicy(issuerUrl);
  fastify.all('/*', (request, reply) => {
    if (!built || !isNavigation(request)) return refuse(reply, 404, 'NOT_FOUND');
    void reply.header('cache-control', 'no-cache').header('content-security-policy', policy);
    return reply.sendFile('index.html', folder);
  });
}

function isNavigation({ method, url, headers }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  return ['GET', 'HEAD'].includes(method) && !NO_PAGE.test(path) && (headers.accept ?? '').includes('text/html');
}

/** A GraphQL explorer from our own disk, for everywhere but production. */
export function explorerPages(fastify: FastifyInstance): Promise<void> {
  return rawDoors(fastify, { open: 'a page without data, outside production' }, registerExplorer);
}

async function registerExplorer(fastify: FastifyInstance): Promise<void> {
  const page = renderAltair({ baseURL: '/explorer/', endpointURL: '/graphql' });
  const policy = explorerPolicy(page);
  fastify.get('/explorer', (_request, reply) => reply.redirect('/explorer/'));
  fastify.get('/explorer/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(page),
  );
  await fastify.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: '/explorer/',
    index: false,
    decorateReply: false,
  });
}
