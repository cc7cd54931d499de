import { lookup } from 'node:dns';
import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface LocalFetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | URLSearchParams;
  readonly signal?: AbortSignal;
}

const LOOPBACK_NAME = /(?:^|\.)localhost$/i;
const STATUS_WITHOUT_BODY = new Set([204, 205, 304]);

/** Browsers send `*.localhost` to the loopback address; the C library's resolver, which Node asks, often does not. */
const resolveLocally: LookupFunction = (hostname, options, callback) => {
  if (!LOOPBACK_NAME.test(hostname)) {
    lookup(hostname, options, callback);
    return;
  }
  if (options.all) {
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
    return;
  }
  callback(null, '127.0.0.1', 4);
};

const plain = new Agent({ keepAlive: true, maxSockets: 256, lookup: resolveLocally });
const secure = new TlsAgent({ keepAlive: true, maxSockets: 64, lookup: resolveLocally });

/** `fetch` that reaches tenants by their `*.localhost` names, keeps the Host header, and never follows a redirect. */
export async function localFetch(url: string | URL, init: LocalFetchInit = {}): Promise<Response> {
  const target = new URL(url);
  const body = init.body instanceof URLSearchParams ? init.body.toString() : init.body;
  const headers = {
    ...(init.body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    ...init.headers,
  };
  return toResponse(await exchange(target, { ...init, headers }, body));
}

function exchange(target: URL, init: LocalFetchInit, body: string | Buffer | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = open(target, init, body);
    request.once('response', resolve);
    request.once('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection at the moment we reused it: it never saw this request.
      if (request.reusedSocket && error.code === 'ECONNRESET') {
        resolve(exchange(target, init, body));
        return;
      }
      reject(error);
    });
    request.end(body);
  });
}

function open(target: URL, init: LocalFetchInit, body: string | Buffer | undefined): ClientRequest {
  const options = {
    method: init.method ?? 'GET',
    headers: { ...init.headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    ...(init.signal ? { signal: init.signal } : {}),
  };
  return target.protocol === 'https:'
    ? httpsRequest(target, { ...options, agent: secure })
    : httpRequest(target, { ...options, agent: plain });
}

async function toResponse(message: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const headers = new Headers();
  for (let i = 0; i < message.rawHeaders.length; i += 2)
    headers.append(message.rawHeaders[i] ?? '', message.rawHeaders[i + 1] ?? '');
  const status = message.statusCode ?? 502;
  return new Response(STATUS_WITHOUT_BODY.has(status) ? null : Buffer.concat(chunks), {
    status,
    statusText: message.statusMessage ?? '',
    headers,
  });
}
