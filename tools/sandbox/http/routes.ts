import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.js';
import { readBody } from './body.js';
import { Refused } from './refused.js';

export interface Call {
  readonly req: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** `path` names its parameters in braces: `/v1/payments/{id}`. */
export function route(method: string, path: string, handle: Route['handle']): Route {
  const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, pattern: new RegExp(`^${pattern}/?$`), handle };
}

export async function dispatch(routes: readonly Route[], req: IncomingMessage, bodyLimit: number): Promise<Answer> {
  const url = new URL(req.url ?? '/', 'http://sandbox');
  const matches = routes.filter((candidate) => candidate.pattern.test(url.pathname));
  const found = matches.find((candidate) => candidate.method === req.method);
  if (!found)
    throw new Refused(matches.length > 0 ? 405 : 404, {
      error: matches.length > 0 ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND',
    });
  const params = decodeParams(found.pattern.exec(url.pathname)?.groups ?? {});
  return found.handle({ req, params, query: url.searchParams, body: await readBody(req, bodyLimit) });
}

function decodeParams(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new Refused(400, { error: 'INVALID_PATH' });
  }
}
