import type { User, UserManager } from 'oidc-client-ts';

/** Where visitors sign in, as the API says. */
export interface SignInPlace {
  readonly issuer: string;
  readonly clientId: string;
}

/** The library's name for who signed in; the tab keeps it, and nothing is left once it is closed. */
const KEPT = 'oidc.user:';
/** A token this near its end may not arrive before it. */
const LEEWAY_S = 15;

/**
 * Who is signed in. A guest is nobody and needs none of this: the library is loaded by who signs in only. Whatever fails makes a guest of
 * a visitor, and nothing else.
 */
class Session {
  /** Their name; null for a guest, undefined until it is known. */
  visitor: string | null | undefined;
  private place: SignInPlace | undefined;
  private library: Promise<UserManager> | undefined;
  private renewal: Promise<User | null> | undefined;
  private readonly followers = new Set<() => void>();

  readonly follow = (follower: () => void): (() => void) => {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  };

  /** Goes on where the tab left off. */
  async begin(place: SignInPlace): Promise<void> {
    this.place = place;
    this.is(await this.current().catch(() => null));
  }

  /** What to ask the API with; undefined for a guest. */
  async token(): Promise<string | undefined> {
    const user = await this.current().catch(() => null);
    if (!user && this.visitor) this.is(null);
    return user?.access_token;
  }

  /** Leaves for the provider's page. @throws when it cannot be reached */
  async signIn(language: string): Promise<void> {
    const manager = await this.manager();
    // The fragment of an order's address is its key: it stays in this tab, the provider gets a number for it.
    await manager.signinRedirect({ state: `${location.pathname}${location.hash}`, ui_locales: language });
  }

  /** Back from the provider: where the visitor left from. */
  async arrive(): Promise<string> {
    try {
      const user = await (await this.manager()).signinCallback();
      this.is(user ?? null);
      return typeof user?.state === 'string' ? user.state : '/';
    } catch {
      this.is(await this.current().catch(() => null));
      return '/';
    }
  }

  async signOut(): Promise<void> {
    const manager = await this.manager();
    await manager.signoutRedirect().catch(() => this.forget());
  }

  /** What the API does not take any more is worth nothing here either. */
  async forget(): Promise<void> {
    await (await this.manager()).removeUser();
    this.is(null);
  }

  private async current(): Promise<User | null> {
    if (!this.place || !Object.keys(sessionStorage).some((key) => key.startsWith(KEPT))) return null;
    const manager = await this.manager();
    const user = await manager.getUser();
    if (!user || (user.expires_in ?? 0) > LEEWAY_S) return user;
    // Once for all that ask at the same moment: a refresh token is good once.
    this.renewal ??= renewed(manager, user).finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  private manager(): Promise<UserManager> {
    const { place } = this;
    if (!place) throw new Error('it is not known yet where to sign in');
    this.library ??= import('oidc-client-ts').then(({ UserManager, WebStorageStateStore }) => {
      const store = new WebStorageStateStore({ store: sessionStorage });
      const back = `${location.origin}/signed-in`;
      return new UserManager({
        authority: place.issuer,
        client_id: place.clientId,
        scope: 'openid profile',
        redirect_uri: back,
        post_logout_redirect_uri: back,
        userStore: store,
        stateStore: store,
        automaticSilentRenew: false,
      });
    });
    return this.library;
  }

  private is(user: User | null): void {
    this.visitor = user && (user.profile.preferred_username ?? user.profile.sub);
    for (const follower of this.followers) follower();
  }
}

async function renewed(manager: UserManager, user: User): Promise<User | null> {
  const next = user.refresh_token ? await manager.signinSilent().catch(() => null) : null;
  if (!next) await manager.removeUser();
  return next;
}

export const session = new Session();
