import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

export interface SessionArtifact {
  readonly uid: string;
  readonly accountId: string;
  readonly sidByClient: ReadonlyMap<string, string>;
}

/**
 * Codes, sessions, grants and refresh tokens of one realm.
 * One store for each realm: with a shared one, a refresh token of realm A is good at realm B.
 */
export class ArtifactStore {
  readonly #entries = new Map<string, Entry>();
  readonly #keysByGrant = new Map<string, Set<string>>();
  readonly #sessionByUid = new Map<string, string>();

  adapterFor(model: string): Adapter {
    const key = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload, expiresIn) => this.#put(key(id), payload, expiresIn),
      find: async (id) => this.#live(key(id)),
      findByUid: async (uid) => this.#live(this.#sessionByUid.get(uid) ?? ''),
      findByUserCode: async () => undefined,
      consume: async (id) => this.#consume(key(id)),
      destroy: async (id) => void this.#entries.delete(key(id)),
      revokeByGrantId: async (grantId) => this.#revokeGrant(grantId),
    };
  }

  sessions(): SessionArtifact[] {
    return [...this.#entries].flatMap(([key, { payload }]) =>
      key.startsWith('Session:') && this.#live(key) ? [asSession(payload)] : [],
    );
  }

  /** Tokens carry the application's own sid where it is told of sign-outs, and the session's where it is not. */
  hasSession(clientId: string, sid: string): boolean {
    return this.sessions().some((session) => session.uid === sid || session.sidByClient.get(clientId) === sid);
  }

  refreshToken(value: string): AdapterPayload | undefined {
    const payload = this.#live(`RefreshToken:${value}`);
    return payload?.consumed === undefined ? payload : undefined;
  }

  /** Ends every session of a user and, with them, the refresh tokens that hang on them. */
  endSessions(accountId: string): void {
    for (const [key, { payload }] of this.#entries) {
      if (payload.accountId === accountId && /^(Session|RefreshToken|AuthorizationCode):/.test(key))
        this.#entries.delete(key);
    }
  }

  sweep(now = Date.now()): void {
    for (const [key, entry] of this.#entries) if (entry.expiresAt <= now) this.#entries.delete(key);
    for (const [grantId, keys] of this.#keysByGrant)
      if (![...keys].some((key) => this.#entries.has(key))) this.#keysByGrant.delete(grantId);
    for (const [uid, key] of this.#sessionByUid) if (!this.#entries.has(key)) this.#sessionByUid.delete(uid);
  }

  #put(key: string, payload: AdapterPayload, expiresIn = 86_400): void {
    this.#entries.set(key, { payload, expiresAt: Date.now() + expiresIn * 1_000 });
    if (key.startsWith('Session:') && payload.uid !== undefined) this.#sessionByUid.set(payload.uid, key);
    if (payload.grantId !== undefined)
      this.#keysByGrant.set(payload.grantId, (this.#keysByGrant.get(payload.grantId) ?? new Set()).add(key));
  }

  #live(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expiresAt > Date.now() ? entry.payload : undefined;
  }

  #consume(key: string): void {
    const entry = this.#entries.get(key);
    if (entry)
      this.#entries.set(key, { ...entry, payload: { ...entry.payload, consumed: Math.floor(Date.now() / 1_000) } });
  }

  #revokeGrant(grantId: string): void {
    for (const key of this.#keysByGrant.get(grantId) ?? []) this.#entries.delete(key);
    this.#keysByGrant.delete(grantId);
  }
}

function asSession(payload: AdapterPayload): SessionArtifact {
  const sids = Object.entries(payload.authorizations ?? {}).flatMap(([client, { sid }]) =>
    sid === undefined ? [] : [[client, sid] as const],
  );
  return { uid: payload.uid ?? '', accountId: payload.accountId ?? '', sidByClient: new Map(sids) };
}
