import { Resolver } from 'node:dns/promises';

import { DnsUnavailable } from '../control.failures.js';

/** Where the owner of a domain publishes the token. */
export function recordOf(host: string): string {
  return `_lianpiao.${host}`;
}

const TIME_OUT_MS = 2_000;
/** The name servers answered, and there is no such record. */
const ABSENT = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the name servers whether a domain carries a token. */
export class DomainProof {
  private readonly resolver = new Resolver({ timeout: TIME_OUT_MS, tries: 2 });

  /** @param servers addresses of name servers, `ip` or `ip:port`; none: the machine's own */
  constructor(servers: readonly string[] = []) {
    if (servers.length > 0) this.resolver.setServers(servers);
  }

  /** @throws DnsUnavailable */
  async carries(host: string, token: string): Promise<boolean> {
    try {
      const records = await this.resolver.resolveTxt(recordOf(host));
      // A long text comes in pieces.
      return records.some((pieces) => pieces.join('') === token);
    } catch (error) {
      if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return false;
      throw new DnsUnavailable(host);
    }
  }
}
