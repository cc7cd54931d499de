import { abilityOf, type RequestContext, type Tenant } from '@lianpiao/authz';
import { isOutage } from '@lianpiao/db';
import type { Logger } from '@lianpiao/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { IssuerUnavailable, TokenRefused, type Authenticator } from '../modules/identity/index.js';
import type { TenantDirectory } from '../modules/tenancy/index.js';
import type { RequestRate } from './request-rate.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every request that got past admission. */
    requestContext: RequestContext | undefined;
  }
}

const HOST = /^[a-z0-9.-]{1,253}$/;

interface Admission {
  readonly directory: TenantDirectory;
  readonly authenticator: Authenticator;
  readonly rate: RequestRate;
  readonly logger: Logger;
  readonly scheme: 'http' | 'https';
}

/** Paths that are asked by those who run the platform, not at the host of a tenant. */
function isOfTheProcess(url: string): boolean {
  return url.startsWith('/health/') || url.startsWith('/identity/backchannel-logout/');
}

/**
 * Before anything else: which tenant (by the Host header alone), is it open, and who is asking. An unknown host learns nothing;
 * a bad token is refused even where none is needed.
 */
export function admit(fastify: FastifyInstance, admission: Admission): void {
  fastify.decorateRequest('requestContext', undefined);
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (isOfTheProcess(request.url)) return;
    try {
      await examine(request, reply, admission);
    } catch (error) {
      return refuseToken(request, reply, error, admission.logger);
    }
  });
}

/** Resolves once the request is admitted, or its refusal has been sent. */
async function examine(request: FastifyRequest, reply: FastifyReply, admission: Admission): Promise<unknown> {
  const tenant = await tenantOf(request, admission.directory);
  if (!tenant) return refuse(reply, 404, 'NOT_FOUND');
  if (tenant.state === 'suspended') return refuse(reply, 403, 'SUSPENDED');
  if (tenant.state === 'behind') {
    void reply.header('retry-after', '10');
    return refuse(reply, 503, 'TENANT_UPGRADING');
  }
  if (!(await admission.rate.admits(tenant))) {
    void reply.header('retry-after', '1');
    return refuse(reply, 429, 'RATE_LIMITED', { limit: String(tenant.limits?.requestsPerSecond) });
  }
  const principal = await admission.authenticator.authenticate(tenant, request.headers.authorization);
  request.requestContext = {
    tenant,
    principal,
    ability: abilityOf(principal),
    requestId: request.id,
    origin: originOf(request, admission.scheme),
    loaders: new Map(),
  };
  return undefined;
}

async function tenantOf(request: FastifyRequest, directory: TenantDirectory): Promise<Tenant | undefined> {
  const [host = ''] = (request.headers.host ?? '').toLowerCase().split(':');
  return HOST.test(host) ? directory.byHost(host) : undefined;
}

/** The host is one of the tenant's by now, and the port can only be a number. */
function originOf(request: FastifyRequest, scheme: string): string {
  const [host = '', port] = (request.headers.host ?? '').toLowerCase().split(':');
  return `${scheme}://${host}${port && /^\d{1,5}$/.test(port) ? `:${port}` : ''}`;
}

/** A token that is no good is 401; an issuer or a control plane that cannot be asked is 503, and nobody's fault here. */
export function refuseToken(request: FastifyRequest, reply: FastifyReply, error: unknown, logger: Logger) {
  if (error instanceof IssuerUnavailable) return refuse(reply, 503, 'ISSUER_UNAVAILABLE');
  if (isOutage(error)) {
    logger.warn({ requestId: request.id, error }, 'the control plane could not be asked');
    void reply.header('retry-after', '2');
    return refuse(reply, 503, 'DATABASE_UNAVAILABLE');
  }
  if (!(error instanceof TokenRefused)) throw error;
  logger.info({ requestId: request.id, reason: error.reason }, 'token refused');
  void reply.header('www-authenticate', 'Bearer error="invalid_token"');
  return refuse(reply, 401, 'UNAUTHENTICATED');
}

/** An error in the shape GraphQL clients read, whatever the path was. */
export function refuse(reply: FastifyReply, status: number, code: string, detail: object = {}) {
  return reply.code(status).send({ errors: [{ message: code, extensions: { code, ...detail } }] });
}
