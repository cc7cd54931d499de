import type { RequestContext } from '@lianpiao/authz';
import type { Logger } from '@lianpiao/telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { registerGateRoutes } from '../modules/ticketing/index.js';
import { rawDoors } from './raw-doors.js';

/** The gates' lean door: past admission like every request, but not through Nest's pipeline. */
export function gateRoutes(fastify: FastifyInstance, app: NestFastifyApplication, logger: Logger): Promise<void> {
  return rawDoors(fastify, { action: 'redeem', subject: 'Ticket' }, (scope) => {
    registerGateRoutes(scope, app, contextOf, logger);
  });
}

function contextOf(request: FastifyRequest): RequestContext {
  const { requestContext } = request;
  if (!requestContext) throw new Error('a gate route was reached without a request context');
  return requestContext;
}
