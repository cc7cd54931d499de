import { createHash } from 'node:crypto';

const LONGEST_PATH = 512;
const DIGEST_DIGITS = 16;

/** A request that was answered. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** As asked for; its query is not logged. */
  readonly url: string;
  readonly status: number;
  readonly ms: number;
  /** Slug, where admission found one. */
  readonly tenant?: string | undefined;
  /** Subject of the token, where there was one. */
  readonly subject?: string | undefined;
}

/** The log record of a request: who asked is told apart by a digest, and the query string, which may hold keys, is left out. */
export function requestLine({ url, ms, subject, ...rest }: AnsweredRequest): object {
  const [path = ''] = url.split('?', 1);
  return { ...rest, path: path.slice(0, LONGEST_PATH), ms: Math.round(ms), subject: subject && digestOf(subject) };
}

function digestOf(subject: string): string {
  return createHash('sha256').update(subject).digest('hex').slice(0, DIGEST_DIGITS);
}
