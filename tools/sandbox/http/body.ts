import type { IncomingMessage } from 'node:http';
import { Refused } from './refused.js';

/** Reads a request body, giving up as soon as it outgrows `limit` bytes. */
export async function readBody(req: IncomingMessage, limit: number): Promise<string> {
  const tooLarge = () => new Refused(413, { error: 'BODY_TOO_LARGE', limit }, { connection: 'close' });
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refused(400, { error: 'INVALID_JSON' });
  }
}

export function isForm(req: IncomingMessage): boolean {
  return (req.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}
