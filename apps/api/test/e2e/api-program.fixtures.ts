import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../..');

/**
 * The platform's program as production runs it, bundled anew for a suite: that takes less than a second, and each of the
 * suite's processes then starts in half the time that compiling file by file takes.
 */
export class ApiProgram {
  private constructor(private readonly folder: string) {}

  static async bundle(): Promise<ApiProgram> {
    // Inside the checkout, so that its packages are found.
    const parent = join(ROOT, '.local/e2e');
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(join(parent, 'programs-'));
    await succeeded('bundle', node([join(ROOT, 'tools/run/bundle-programs.mjs'), folder], process.env));
    return new ApiProgram(folder);
  }

  /** A process that goes on; its standard output is the caller's to read. */
  start(env: NodeJS.ProcessEnv, ...words: string[]): ChildProcess {
    return node(['--enable-source-maps', join(this.folder, 'api.mjs'), ...words], env);
  }

  /** Runs a command to its end. @throws Error when it fails */
  async run(env: NodeJS.ProcessEnv, ...words: string[]): Promise<void> {
    const child = this.start(env, ...words);
    child.stdout?.resume();
    await succeeded(words.join(' '), child);
  }

  /** The same, and what it wrote. */
  async answer(env: NodeJS.ProcessEnv, ...words: string[]): Promise<string> {
    const child = this.start(env, ...words);
    const parts: Buffer[] = [];
    child.stdout?.on('data', (part: Buffer) => parts.push(part));
    await succeeded(words.join(' '), child);
    return Buffer.concat(parts).toString('utf8');
  }

  /** The same, with its standard error to be read too. */
  begin(env: NodeJS.ProcessEnv, ...words: string[]): ChildProcess {
    const child = node(['--enable-source-maps', join(this.folder, 'api.mjs'), ...words], env, 'pipe');
    child.stdout?.resume();
    return child;
  }

  /** What a command that is refused writes on standard error. */
  async complaint(env: NodeJS.ProcessEnv, ...words: string[]): Promise<string> {
    const child = this.begin(env, ...words);
    const parts: Buffer[] = [];
    child.stderr?.on('data', (part: Buffer) => parts.push(part));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 1) throw new Error(`${words.join(' ')} ended with ${String(code)}`);
    return Buffer.concat(parts).toString('utf8');
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

function node(args: readonly string[], env: NodeJS.ProcessEnv, errors: 'inherit' | 'pipe' = 'inherit'): ChildProcess {
  return spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', errors] });
}

async function succeeded(what: string, child: ChildProcess): Promise<void> {
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${what} ended with ${String(code)}`);
}
