import fastifyStatic from '@fastify/static';
import { getDistDirectory, renderAltair } from 'altair-static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The portal's own address space is the client's router's: every path in it is the same page. */
const PORTAL_PAGES = ['/', '/orders/*', '/products/*', '/signed-in'];
const PORTAL_CSP =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; form-action 'self' http: https:; frame-ancestors 'none'; base-uri 'none'";

/** The built portal, served beside the API so that it needs no second origin. */
export async function portalPages(fastify: FastifyInstance, folder: string | undefined): Promise<void> {
  if (!folder || !existsSync(join(folder, 'index.html'))) return;
  await fastify.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  });
  for (const path of PORTAL_PAGES) {
    fastify.get(path, (_request, reply) => {
      void reply.header('cache-control', 'no-cache').header('content-security-policy', PORTAL_CSP);
      return reply.sendFile('index.html', folder);
    });
  }
}

/** A GraphQL explorer from our own disk, for everywhere but production. */
export async function explorerPages(fastify: FastifyInstance): Promise<void> {
  const page = renderAltair({ baseURL: '/explorer/', endpointURL: '/graphql' });
  fastify.get('/explorer', (_request, reply) => reply.redirect('/explorer/'));
  fastify.get('/explorer/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  await fastify.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: '/explorer/',
    index: false,
    decorateReply: false,
  });
}
