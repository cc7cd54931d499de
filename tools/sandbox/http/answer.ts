import type { ServerResponse } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function writeAnswer(res: ServerResponse, answer: Answer): void {
  if (res.headersSent) return void res.end();
  const [type, body] = rendered(answer);
  res.writeHead(answer.status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(type ? { 'content-type': type } : {}),
    'content-length': Buffer.byteLength(body),
    ...answer.headers,
  });
  res.end(body);
}

function rendered(answer: Answer): [type: string | undefined, body: string] {
  if (answer.html !== undefined) return ['text/html; charset=utf-8', answer.html];
  if (answer.json !== undefined) return ['application/json', JSON.stringify(answer.json)];
  return [undefined, ''];
}
