import { localFetch, type LocalFetchInit } from '../http/local-fetch.js';

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

const MOST_REDIRECTS = 10;

/** As much of a browser as a sign-in needs: cookies, redirects, and stopping at the application's own address. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** Follows redirects; an address for which `isOurs` holds is reported with status 0 and never requested. */
  async visit(url: URL, isOurs: (url: URL) => boolean, init: LocalFetchInit = {}): Promise<Page> {
    let target = url;
    let request = init;
    for (let hops = 0; hops < MOST_REDIRECTS; hops += 1) {
      if (isOurs(target)) return { url: target, status: 0, text: '' };
      const response = await localFetch(target, {
        ...request,
        headers: { ...request.headers, ...this.#cookieHeader() },
      });
      this.#remember(response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (location === null) return { url: target, status: response.status, text: await response.text() };
      target = new URL(location, target);
      request = {};
    }
    throw new Error(`More than ${MOST_REDIRECTS} redirects from ${url.origin}${url.pathname}.`);
  }

  #cookieHeader(): Record<string, string> {
    return this.#cookies.size === 0
      ? {}
      : { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #remember(setCookies: readonly string[]): void {
    for (const setCookie of setCookies) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(setCookie) ?? [];
      const gone = /;\s*max-age=0/i.test(setCookie) || /;\s*expires=thu, 01[ -]jan[ -]1970/i.test(setCookie);
      if (gone) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}
