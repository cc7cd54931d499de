import type { FastifyInstance } from 'fastify';

import { rawDoors } from './raw-doors.js';
import type { Runtime } from './runtime.js';

const TIME_OUT_MS = 1_000;

/** `/health/live`: the process runs. `/health/ready`: it can serve; load balancers ask this one. */
export function healthRoutes(fastify: FastifyInstance, runtime: Runtime): Promise<void> {
  return rawDoors(fastify, { open: 'whoever runs the process' }, (scope) => registerHealth(scope, runtime));
}

function registerHealth(fastify: FastifyInstance, runtime: Runtime): void {
  fastify.get('/health/live', () => ({ status: 'ok' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const [database, redis] = await Promise.all([
      answers(() => runtime.database.ping()),
      answers(() => runtime.redis.ping()),
    ]);
    // Redis spreads what we know sooner: without it we are slower, not broken.
    return reply.code(database ? 200 : 503).send({ status: database ? 'ok' : 'unavailable', database, redis });
  });
}

async function answers(ping: () => Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, TIME_OUT_MS, false).unref());
  const answered = ping().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]);
}
