import { RevocationFeed, type Revocation } from '../identity.ports.js';

/** A feed within one process: whoever follows hears. */
export class LocalFeed extends RevocationFeed {
  /** Whether it can be told anything. */
  away = false;
  private readonly told: Revocation[] = [];
  private readonly followers: ((revocation: Revocation) => void)[] = [];

  publish(revocation: Revocation): Promise<void> {
    if (this.away) return Promise.reject(new Error('away'));
    this.told.push(revocation);
    for (const follower of this.followers) follower(revocation);
    return Promise.resolve();
  }

  follow(onRevocation: (revocation: Revocation) => void): Promise<void> {
    this.followers.push(onRevocation);
    for (const revocation of this.told) onRevocation(revocation);
    return Promise.resolve();
  }

  leave(): Promise<void> {
    return Promise.resolve();
  }
}
