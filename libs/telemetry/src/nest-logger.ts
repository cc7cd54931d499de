import type { Logger } from './logger.js';

/** Nest's own messages through our logger (its `LoggerService`); start-up chatter goes to debug. */
export class NestLogger {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: contextOf(rest) }, String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: contextOf(rest) }, String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace({ context: contextOf(rest) }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn({ context: contextOf(rest) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error(...failure(message, rest));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.logger.fatal(...failure(message, rest));
  }
}

function failure(message: unknown, rest: unknown[]): [object, string] {
  const error = [message, ...rest].find((given) => given instanceof Error);
  return [{ error, context: contextOf(rest) }, message instanceof Error ? message.name : String(message)];
}

/** Nest puts the context last, but a stack may stand there alone. */
function contextOf(rest: unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? last : undefined;
}
