import type { RequestContext } from '@lianpiao/authz';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { registerGateRoutes } from '../modules/ticketing/index.js';

/** The gates' lean door: past admission like every request, but not through Nest's pipeline. */
export function gateRoutes(fastify: FastifyInstance, app: NestFastifyApplication): void {
  registerGateRoutes(fastify, app, contextOf);
}

function contextOf(request: FastifyRequest): RequestContext {
  const { requestContext } = request;
  if (!requestContext) throw new Error('a gate route was reached without a request context');
  return requestContext;
}
