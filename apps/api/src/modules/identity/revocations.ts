import { CLOCK, type Tenant } from '@lianpiao/authz';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import type { TokenClaims } from './domain/token-shape.js';
import { RevocationFeed, type Revocation } from './identity.ports.js';

/** No token lives longer, so no revocation has to. */
const LONGEST_TOKEN_S = 3_600;

/**
 * Which tokens do not count any more although they have not expired: those of a session that was ended, and those a subject
 * was given up to an instant. Every node hears of it at once and keeps it; while the feed is away, what was heard stays.
 */
@Injectable()
export class Revocations implements OnModuleInit, OnModuleDestroy {
  private readonly revoked = new Map<string, Revocation>();

  constructor(
    private readonly feed: RevocationFeed,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.feed.follow((revocation) => {
      this.keep(revocation);
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.feed.leave();
  }

  /** Tokens given to a subject until now. Rejects when other nodes could not be told; here they are refused at once. */
  revokeSubject({ id }: Pick<Tenant, 'id'>, subject: string, until = this.now()): Promise<void> {
    return this.revoke({ what: `${id} sub ${subject}`, issuedUntil: until, keptUntil: this.now() + LONGEST_TOKEN_S });
  }

  /** Every token of a session. */
  revokeSession({ id }: Pick<Tenant, 'id'>, session: string): Promise<void> {
    const keptUntil = this.now() + LONGEST_TOKEN_S;
    return this.revoke({ what: `${id} sid ${session}`, issuedUntil: keptUntil, keptUntil });
  }

  isRevoked({ id }: Pick<Tenant, 'id'>, { sub, sid, iat }: Pick<TokenClaims, 'sub' | 'sid' | 'iat'>): boolean {
    const ofSubject = this.revoked.get(`${id} sub ${sub}`);
    const ofSession = sid === undefined ? undefined : this.revoked.get(`${id} sid ${sid}`);
    return [ofSubject, ofSession].some((revocation) => revocation !== undefined && iat <= revocation.issuedUntil);
  }

  private async revoke(revocation: Revocation): Promise<void> {
    this.keep(revocation);
    await this.feed.publish(revocation);
  }

  private keep(revocation: Revocation): void {
    const now = this.now();
    for (const [what, { keptUntil }] of this.revoked) if (keptUntil <= now) this.revoked.delete(what);
    // What was forgotten may be told once more, by whoever was slow to hear of it.
    if (revocation.keptUntil <= now) return;
    const known = this.revoked.get(revocation.what);
    if (!known || known.issuedUntil < revocation.issuedUntil) this.revoked.set(revocation.what, revocation);
  }

  private now(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}
