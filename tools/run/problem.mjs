/** Something the person at the keyboard can put right: its message says what happened and what to do, and is shown without a stack. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'Problem';
    this.exitCode = exitCode;
  }
}

/** The run is being stopped; what ended because of that has not failed. */
export class Stopping extends Problem {
  constructor() {
    super('Stopping.');
  }
}

/**
 * Errors of the operating system in words; anything else is a fault of ours and keeps its stack.
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
  if (error instanceof Problem) return error.message;
  const { code, path = '' } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  if (code === 'ENOSPC') return 'The disk is full. Free some space (about 2 GB are needed) and run the command again.';
  if (code === 'EACCES' || code === 'EPERM') {
    return `No right to write ${path}. It belongs to another user (an earlier run as root?): give it back with "sudo chown -R $(id -un) ." or remove it.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
