import { randomBytes } from 'node:crypto';

import { recordOf, type DomainProof } from '../adapters/domain-proof.js';
import { HostInUse, HostUnknown, HostUnproven, LastHost } from '../control.failures.js';
import { tenantHost } from '../domain/tenant-terms.js';
import type { ByOperator, OperatorActs } from '../operator-acts.js';
import type { ControlRepository, TenantHost } from '../persistence/control-repository.js';

export interface ClaimedHost {
  readonly host: string;
  readonly verified: boolean;
  /** What its owner has to publish first; absent when there is nothing to prove. */
  readonly publish?: { readonly record: string; readonly txt: string };
}

/** Under which hosts a tenant is reached: ours at once, a domain of its own once the domain carries our token. */
export class ChangeHosts {
  constructor(
    private readonly acts: OperatorActs,
    private readonly control: ControlRepository,
    private readonly proof: DomainProof,
    private readonly baseHost: string,
  ) {}

  /** @throws TenantUnknown, HostInUse, InvalidInput */
  async add(slug: string, wanted: string, by: ByOperator): Promise<ClaimedHost> {
    const host = tenantHost(wanted, this.baseHost);
    const token = this.isOurs(host) ? null : `lianpiao-${randomBytes(20).toString('hex')}`;
    await this.acts.perform('tenant.addHost', slug, by, async (tx, tenant, now) => {
      const before = await this.control.hostOf(tx, tenant.id, host);
      const claimed = await this.control.claimHost(tx, tenant.id, host, token, now);
      if (!claimed) throw new HostInUse(host);
      if (claimed.verified) await this.control.wantRealm(tx, tenant.id);
      return { before: seen(before), after: seen(claimed), answer: undefined };
    });
    // A repeat too is answered by the row: the token is kept nowhere else.
    return claimedHost(await this.known(slug, host));
  }

  /** @throws TenantUnknown, HostUnknown, HostUnproven, DnsUnavailable, InvalidInput */
  async verify(slug: string, host: string, by: ByOperator): Promise<ClaimedHost> {
    const known = await this.known(slug, host);
    // Outside the transaction: name servers take their time, and the row is locked meanwhile.
    if (!known.verified) await this.prove(known);
    return this.acts.perform('tenant.verifyHost', slug, by, async (tx, tenant, now) => {
      const claimed = await this.control.hostOf(tx, tenant.id, host);
      // Removed and claimed anew since, it has another token.
      if (claimed?.token !== known.token) throw new HostUnknown(host);
      await this.control.verifyHost(tx, host, now);
      await this.control.wantRealm(tx, tenant.id);
      const verified = { ...known, verified: true };
      return { before: seen(known), after: seen(verified), answer: claimedHost(verified) };
    });
  }

  /** @throws TenantUnknown, HostUnknown, LastHost, InvalidInput */
  async remove(slug: string, host: string, by: ByOperator): Promise<void> {
    await this.acts.perform('tenant.removeHost', slug, by, async (tx, tenant) => {
      const known = await this.control.hostOf(tx, tenant.id, host);
      if (!known) throw new HostUnknown(host);
      if (known.verified && (await this.control.verifiedHosts(tx, tenant.id)) === 1) throw new LastHost();
      await this.control.removeHost(tx, tenant.id, host);
      await this.control.wantRealm(tx, tenant.id);
      return { before: seen(known), after: null, answer: undefined };
    });
  }

  private async known(slug: string, host: string): Promise<TenantHost> {
    const known = await this.acts.look(slug, (tx, tenant) => this.control.hostOf(tx, tenant.id, host));
    if (!known) throw new HostUnknown(host);
    return known;
  }

  private isOurs(host: string): boolean {
    return host.endsWith(`.${this.baseHost}`);
  }

  private async prove({ host, token }: TenantHost): Promise<void> {
    if (token === null || !(await this.proof.carries(host, token))) throw new HostUnproven(recordOf(host), token ?? '');
  }
}

/** What is told of a host. */
export function claimedHost({ host, verified, token }: TenantHost): ClaimedHost {
  if (verified || token === null) return { host, verified };
  return { host, verified, publish: { record: recordOf(host), txt: token } };
}

/** The token is no part of the record: whoever reads the audit proves no domain with it. */
function seen(known: TenantHost | undefined): object | null {
  return known ? { host: known.host, verified: known.verified } : null;
}
