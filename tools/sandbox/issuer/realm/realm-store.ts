import { readFile } from 'node:fs/promises';
import { writeAtomically } from '../../write-atomically.js';
import { ensureRealmManagement } from './realm-management.js';
import type { Realm } from './realm.js';

/** Every realm of this issuer; kept in one file, so that keys and accounts outlive a restart. */
export class RealmStore {
  readonly #realms = new Map<string, Realm>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(private readonly path: string | undefined) {}

  static async open(path?: string): Promise<RealmStore> {
    const store = new RealmStore(path);
    for (const realm of await readRealms(path)) store.add(realm);
    return store;
  }

  get(name: string): Realm | undefined {
    return this.#realms.get(name);
  }

  all(): Realm[] {
    return [...this.#realms.values()];
  }

  add(realm: Realm): void {
    ensureRealmManagement(realm);
    this.#realms.set(realm.settings.realm, realm);
  }

  remove(name: string): void {
    this.#realms.delete(name);
  }

  /** Resolves once what is in memory now is on disk; writes follow each other, they never overlap. */
  save(): Promise<void> {
    const { path } = this;
    if (path === undefined) return Promise.resolve();
    const next = this.#writing.then(() => writeAtomically(path, JSON.stringify({ realms: this.all() })));
    this.#writing = next.catch(() => undefined);
    return next;
  }
}

async function readRealms(path: string | undefined): Promise<Realm[]> {
  if (path === undefined) return [];
  try {
    const { realms } = JSON.parse(await readFile(path, 'utf8')) as { realms: Realm[] };
    return realms;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Error(`The issuer's state file ${path} cannot be read; remove it to start with new realms.`, {
      cause: error,
    });
  }
}
