import type { z } from 'zod';
import type { Answer } from '../../http/answer.js';
import { parseJson } from '../../http/body.js';
import { Refused } from '../../http/refused.js';
import type { Call } from '../../http/routes.js';
import type { Realm } from '../realm/realm.js';

/** An admin request to one existing realm by somebody who may make it. */
export interface AdminCall extends Call {
  readonly realm: Realm;
}

export const noContent: Answer = { status: 204 };

/** The client library takes the new id from the last segment of Location. */
export function created(location: string): Answer {
  return { status: 201, headers: { location } };
}

/** Keycloak's two shapes: `errorMessage` for what the caller may mend, `error` for what is not there. */
export function conflict(message: string): Refused {
  return new Refused(409, { errorMessage: message });
}

export function notFound(message: string): Refused {
  return new Refused(404, { error: message });
}

export function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refused(400, { errorMessage: `${issue?.path.join('.')}: ${issue?.message}` });
}

export function parsedBody<T extends z.ZodType>(schema: T, call: Call): z.output<T> {
  return parsed(schema, parseJson(call.body));
}

/** A partial representation laid over what is stored, as PUT does on Keycloak. */
export function merged<T extends z.ZodType>(schema: T, stored: object, call: Call): z.output<T> {
  const change = parseJson(call.body);
  if (typeof change !== 'object' || change === null) throw new Refused(400, { error: 'INVALID_JSON' });
  return parsed(schema, { ...stored, ...change });
}

export function pageOf<T>(items: readonly T[], query: URLSearchParams): T[] {
  const first = Number(query.get('first') ?? 0);
  return items.slice(first, first + Number(query.get('max') ?? 100));
}
