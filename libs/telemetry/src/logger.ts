import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';

import { redactLine } from './redaction.js';

export type { Logger } from 'pino';

export interface LogOptions {
  readonly level: string;
  /** Which of the image's roles this process plays. */
  readonly role: string;
}

/** What modules ask Nest for. */
export const LOGGER = Symbol('Logger');

/** Structured log lines (JSON), one per event, without secrets or personal data. Give an error as `error`. */
export function createLogger(options: LogOptions, destination?: DestinationStream): Logger {
  const settings = {
    level: options.level,
    base: { service: 'lianpiao', role: options.role },
    timestamp: stdTimeFunctions.isoTime,
    serializers: { error: safeError, err: safeError },
    // Judged where it leaves, not by paths: bindings of child loggers, messages and any depth come by here.
    hooks: { streamWrite: redactLine },
  };
  return destination ? pino(settings, destination) : pino(settings);
}

const MOST_CAUSES = 4;

/** Class, code, constraint and stack of an error and of what caused it. Messages of database errors may quote rows, so they are left out. */
export function safeError(error: unknown, causes = MOST_CAUSES): object {
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
    cause: own.cause === undefined || causes === 0 ? undefined : safeError(own.cause, causes - 1),
  };
}
