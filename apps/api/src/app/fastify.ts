import { requestId, requestLine, type Logger } from '@lianpiao/telemetry';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';

import { refuse } from './admission.js';

/** The largest body is an attraction file of 2 MiB in base64 with its query around it. */
export const BODY_LIMIT = 3 * 1024 * 1024;

export function fastifyAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // The Host header names the tenant; a forwarded one anybody could send.
    trustProxy: false,
    genReqId: (request: IncomingMessage) => requestId(request.headers['x-request-id']),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  });
}

/** What holds for every answer: size limits said clearly, headers that keep browsers safe, one log line. */
export function commonManners(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > BODY_LIMIT) {
      void reply.header('connection', 'close');
      return refuse(reply, 413, 'PAYLOAD_TOO_LARGE', { limit: String(BODY_LIMIT) });
    }
  });
  fastify.addHook('onSend', async (_request, reply) => {
    void reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('x-frame-options', 'DENY')
      .header('cross-origin-opener-policy', 'same-origin');
    return Promise.resolve();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { tenant, principal } = request.requestContext ?? {};
    const subject = principal?.anonymous ? undefined : principal?.subject;
    const answered = {
      requestId: request.id,
      method: request.method,
      url: request.url,
      status: reply.statusCode,
      ms: reply.elapsedTime,
    };
    logger.info(requestLine({ ...answered, tenant: tenant?.slug, subject }), 'request');
    done();
  });
}
