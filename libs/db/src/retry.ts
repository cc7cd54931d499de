import { InvalidInput } from '@lianpiao/kernel';

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const CHARACTER_NOT_IN_REPERTOIRE = '22021';

/** The SQLSTATE of a failed statement, also where TypeORM has wrapped the error. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? sqlState(error.driverError) : undefined;
}

/** The constraint a statement ran against: how a repository tells a duplicate code from a dangling reference. */
export function violatedConstraint(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('constraint' in error && typeof error.constraint === 'string') return error.constraint;
  return 'driverError' in error ? violatedConstraint(error.driverError) : undefined;
}

/** Whether the same work in a fresh transaction may well succeed. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
}

/** Connection exceptions, a server that shuts down or starts up, no connection left; and what the network says. */
const AWAY =
  /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** Errors of the driver, and of our own pools, that have no code. */
const CUT_OFF = /^Connection terminated|^Client has encountered a connection error|^timeout e(xpired|xceeded)/;

/** Whether the other side of a connection is not there, which is nobody's fault here and passes. */
export function isOutage(error: unknown): boolean {
  if (AWAY.test(sqlState(error) ?? '')) return true;
  if (!(error instanceof Error)) return false;
  return CUT_OFF.test(error.message) || isOutage(error.cause);
}

/** What a caller is told of a failed statement: a text with U+0000, which Postgres cannot hold, is a fault of the text. */
export function toldOf(error: unknown): unknown {
  return sqlState(error) === CHARACTER_NOT_IN_REPERTOIRE ? new InvalidInput('text', 'characters') : error;
}

/** Waits a little longer each time, with jitter, so that the parties of a deadlock do not meet again. */
export function backOff(attempt: number): Promise<void> {
  const ms = Math.random() * 10 * 2 ** attempt;
  return new Promise((resolve) => setTimeout(resolve, ms));
}
