import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the demo must remember between two starts: nobody else knows these. */
export interface DemoState {
  /** `tenant/username`, or `platform/username`, to password. */
  readonly passwords: Readonly<Record<string, string>>;
  /** `tenant/client` to secret. */
  readonly clientSecrets: Readonly<Record<string, string>>;
}

const FOLDER = process.env.DEMO_STATE_DIR ?? '.local/demo';
const FILE = join(FOLDER, 'logins.json');

export async function readState(): Promise<DemoState> {
  try {
    return JSON.parse(await readFile(FILE, 'utf8')) as DemoState;
  } catch {
    return { passwords: {}, clientSecrets: {} };
  }
}

export async function writeState(state: DemoState): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(FILE, JSON.stringify(state, null, 2), { mode: 0o600 });
}

/** A random password, made when it is first asked for. @param of tenant, or the platform */
export async function keptPassword(of: string, username: string): Promise<string> {
  const state = await readState();
  const known = state.passwords[`${of}/${username}`];
  if (known) return known;
  const made = randomBytes(12).toString('base64url');
  await writeState({ ...state, passwords: { ...state.passwords, [`${of}/${username}`]: made } });
  return made;
}

export function stateFile(name: string): string {
  return join(FOLDER, name);
}
