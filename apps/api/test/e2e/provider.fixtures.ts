import { newId } from '@lianpiao/kernel';
import { randomBytes } from 'node:crypto';

import { localFetch, signatureHeader, startPsp, type Listening } from '../../../../tools/sandbox/index.js';
import { derivedKey } from '../../src/modules/ordering/domain/derived-keys.js';

const LATEST_MS = 60_000;

/** A notice as the provider sent it. */
export interface Sent {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly state: 'pending' | 'delivered' | 'failed';
}

/** The sandbox payment provider, whose notices leave at once or as late as a spec says, and what it takes to pose as it. */
export class Provider {
  /** How long the notices to come are under way. */
  noticeDelayMs = 0;
  private readonly adminSecret = newId();
  private readonly dataKey = randomBytes(32).toString('base64');
  private listening: Listening | undefined;

  static async start(): Promise<Provider> {
    const provider = new Provider();
    provider.listening = await startPsp({
      adminSecret: provider.adminSecret,
      webhookDelayMs: [0, LATEST_MS],
      random: () => provider.noticeDelayMs / LATEST_MS,
      duplicatePpm: 0,
      retryBaseMs: 100,
    });
    return provider;
  }

  get url(): string {
    return this.listening?.url ?? '';
  }

  /** What the platform has to be told to use it. */
  get env() {
    return { PSP_URL: this.url, PSP_ADMIN_SECRET: this.adminSecret, DATA_ENCRYPTION_KEY: this.dataKey };
  }

  /** The visitor's answer on the checkout page. */
  async answer(checkoutUrl: string, action: 'pay' | 'decline'): Promise<number> {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const { status } = await localFetch(checkoutUrl, { method: 'POST', headers, body: JSON.stringify({ action }) });
    return status;
  }

  /** The notices about one of our payments. */
  async noticesOf(reference: string): Promise<Sent[]> {
    const headers = { authorization: `Bearer ${this.adminSecret}` };
    const answer = await localFetch(`${this.url}/admin/webhooks`, { headers });
    return ((await answer.json()) as Sent[]).filter(({ body }) => body.includes(reference));
  }

  /** Signs as the provider does for a tenant. */
  sign(tenantId: string, body: string, at = new Date()): string {
    return signatureHeader(derivedKey(this.dataKey, 'merchant-webhook', tenantId), body, at);
  }

  close(): Promise<void> {
    return this.listening?.close() ?? Promise.resolve();
  }
}
