export { createLogger, LOGGER, safeError, type Logger, type LogOptions } from './logger.js';
export { NestLogger } from './nest-logger.js';
export { requestId } from './request-id.js';
export { requestLine, type AnsweredRequest } from './request-line.js';
