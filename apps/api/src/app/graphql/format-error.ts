import { NotPermitted } from '@lianpiao/authz';
import { DomainFailure, InvalidInput } from '@lianpiao/kernel';
import { ForbiddenException } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Errors of the request itself: the caller needs their text to mend it. */
const OF_THE_REQUEST = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** What the caller learns of an error: codes and safe fields of our failures, nothing of anything unexpected. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const where = { ...(locations && { locations }), ...(path && { path }) };
  const cause = causeOf(error);
  if (cause instanceof InvalidInput) {
    const { code, field, rule, limit } = cause;
    return { ...where, message: `${field}: ${rule}`, extensions: { code, field, rule, ...(limit && { limit }) } };
  }
  if (cause instanceof NotPermitted || cause instanceof DomainFailure) {
    return { ...where, message: cause.code, extensions: { code: cause.code } };
  }
  if (cause instanceof ForbiddenException) return { ...where, message: 'FORBIDDEN', extensions: { code: 'FORBIDDEN' } };
  const code = formatted.extensions?.code;
  if (isOfTheRequest(code, cause)) {
    // Compiled queries say what is wrong with a variable and give it no code.
    const extensions = { code: typeof code === 'string' ? code : 'BAD_USER_INPUT' };
    return { ...where, message: formatted.message, extensions };
  }
  return { ...where, message: 'INTERNAL', extensions: { code: 'INTERNAL' } };
}

/** Whether an operator has to hear of it. */
export function isUnexpected(error: unknown): boolean {
  return formatError({ message: '', extensions: extensionsOf(error) }, error).message === 'INTERNAL';
}

/** The error a resolver threw, below what GraphQL wraps around it. */
export function causeOf(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError) return causeOf(error.originalError);
  return error;
}

function extensionsOf(error: unknown): Record<string, unknown> {
  return error instanceof GraphQLError ? { ...error.extensions } : {};
}

/** Only GraphQL's own errors are about the request; one with the same code thrown from below is not. */
function isOfTheRequest(code: unknown, cause: unknown): boolean {
  if (!(cause instanceof GraphQLError)) return false;
  if (code === undefined || code === 'INTERNAL_SERVER_ERROR') return !cause.path;
  return typeof code === 'string' && OF_THE_REQUEST.has(code);
}
