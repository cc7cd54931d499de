import type { Logger } from './logger.js';

/** Nest's own messages through our logger; start-up chatter goes to debug. */
export class NestLogger {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.logger.debug({ context: context.at(-1) }, String(message));
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.logger.warn({ context: context.at(-1) }, String(message));
  }

  error(message: unknown, ...context: unknown[]): void {
    const error = message instanceof Error ? message : undefined;
    this.logger.error({ error, context: context.at(-1) }, error ? error.name : String(message));
  }
}
