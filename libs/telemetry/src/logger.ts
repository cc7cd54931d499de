import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Names whose values never reach a log, at the top or one level down. */
const UNSPEAKABLE = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'accessKey',
  'email',
  'phone',
  'name',
  'contact',
  'document',
  'params',
  'parameters',
  'detail',
];

export interface LogOptions {
  readonly level: string;
  /** Which of the image's roles this process plays. */
  readonly role: string;
}

/** Structured log lines (JSON), one per event, without secrets or personal data. */
export function createLogger(options: LogOptions, destination?: DestinationStream): Logger {
  const paths = UNSPEAKABLE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const settings = {
    level: options.level,
    base: { service: 'lianpiao', role: options.role },
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths, censor: '[redacted]' },
    serializers: { error: safeError },
  };
  return destination ? pino(settings, destination) : pino(settings);
}

/** Class, code, constraint and stack of an error. Messages of database errors may quote rows, so they are left out. */
export function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const own = error as Error & { code?: unknown; constraint?: unknown; severity?: unknown };
  const fromDatabase = own.severity !== undefined;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    message: fromDatabase ? '[database]' : error.message,
    code: own.code,
    constraint: own.constraint,
    stack: frames?.slice(0, 12).join('\n'),
  };
}
