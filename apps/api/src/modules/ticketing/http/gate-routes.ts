import { NotPermitted, type RequestContext } from '@lianpiao/authz';
import { IdempotencyKeyReused, TenantMoving } from '@lianpiao/db';
import { DomainFailure, InvalidInput } from '@lianpiao/kernel';
import type { Logger } from '@lianpiao/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { GateNotFound, TooManyScans } from '../ticketing.failures.js';
import { RedeemTickets, type ScanAnswer } from '../use-cases/redeem-tickets.js';
import { redemptionSchema, type RedemptionBody } from './redemption.schema.js';

/** Where the route gets its use case from: the application, or a test. */
export interface GateServices {
  get(type: typeof RedeemTickets): RedeemTickets;
}

/**
 * The gates' lean door: the same use case as the mutation `redeemTicket`, without GraphQL and Nest's pipeline around it
 * (measured: half the cost of a scan). Who is asking was found out before, by `contextOf`; what they may do, by the use case.
 */
export function registerGateRoutes(
  fastify: FastifyInstance,
  services: GateServices,
  contextOf: (request: FastifyRequest) => RequestContext,
  logger: Logger,
): void {
  const redeem = services.get(RedeemTickets);
  fastify.post<{ Body: RedemptionBody }>(
    '/gate/v1/redemptions',
    {
      schema: redemptionSchema,
      bodyLimit: 4_096,
      errorHandler: (error, request, reply) => {
        // Fastify's own (a body that is not JSON or does not fit the schema) carry a status; ours are failures.
        if (failed(reply, error)) return;
        logger.error({ requestId: request.id, error }, 'a scan failed');
        void send(reply, 500, 'INTERNAL');
      },
    },
    async (request) => {
      const { ticket, gate, nonce, scannedAt } = request.body;
      const scan = { ticket, gateCode: gate, scanNonce: nonce, scannedAt: new Date(scannedAt) };
      return view(await redeem.execute(contextOf(request), scan));
    },
  );
}

function view({ gate, ...answer }: ScanAnswer) {
  const { code, name } = gate.attraction;
  return { ...answer, gate: gate.code, attraction: { code, name } };
}

/** Answers what was to be expected; undefined for anything else. */
function failed(reply: FastifyReply, error: Error & { validation?: unknown; statusCode?: number }) {
  if (error instanceof InvalidInput) return send(reply, 400, error.code, { field: error.field, rule: error.rule });
  if (error instanceof DomainFailure) return send(reply, statusOf(error), error.code);
  if (error.validation || (error.statusCode !== undefined && error.statusCode < 500))
    return send(reply, error.statusCode ?? 400, 'BAD_REQUEST');
  return undefined;
}

function statusOf(failure: DomainFailure): number {
  if (failure instanceof NotPermitted) return failure.code === 'UNAUTHENTICATED' ? 401 : 403;
  if (failure instanceof GateNotFound) return 404;
  if (failure instanceof IdempotencyKeyReused) return 409;
  return failure instanceof TooManyScans || failure instanceof TenantMoving ? 503 : 422;
}

/** In the shape of every error of this host. */
function send(reply: FastifyReply, status: number, code: string, detail: object = {}) {
  return reply.code(status).send({ errors: [{ message: code, extensions: { code, ...detail } }] });
}
