import { localFetch } from '../../http/local-fetch.js';
import type { Book } from '../book.js';
import { signatureHeader } from '../signature.js';
import type { Delivery } from './delivery.js';

export interface WebhookOptions {
  /** Between the fact and the first attempt, drawn evenly: a merchant must not rely on either order. */
  readonly delayMs: readonly [from: number, to: number];
  /** Of a million events, how many are sent a second time although the first was accepted. */
  readonly duplicatePpm: number;
  /** Wait after the first failure; doubled each time up to `RETRY_CAP_MS`. */
  readonly retryBaseMs: number;
  readonly random: () => number;
}

const MOST_ATTEMPTS = 10;
const RETRY_CAP_MS = 30_000;
const TIME_OUT_MS = 5_000;

/** Delivers at least once: signed, late, repeated until accepted, and now and then repeated for nothing. */
export class WebhookSender {
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;

  constructor(
    private readonly book: Book,
    private readonly options: WebhookOptions,
  ) {}

  /** Takes up what a former process left undelivered. */
  resume(): void {
    for (const delivery of this.book.deliveries())
      if (delivery.state === 'pending') this.#schedule(delivery, this.#delay());
  }

  send(delivery: Delivery): void {
    this.book.putDelivery(delivery);
    this.#schedule(delivery, this.#delay());
  }

  /** Sends once more, whatever became of it. */
  replay(delivery: Delivery): void {
    this.send({ ...delivery, state: 'pending', attempts: 0, lastError: '' });
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #schedule(delivery: Delivery, afterMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#attempt(delivery);
    }, afterMs);
    this.#timers.add(timer);
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const lastError = await this.#post(delivery);
    if (this.#stopped) return;
    const attempts = delivery.attempts + 1;
    if (lastError === '') {
      this.#accepted({ ...delivery, attempts, state: 'delivered', lastError });
      return;
    }
    const failed = attempts >= MOST_ATTEMPTS;
    const next: Delivery = { ...delivery, attempts, lastError, state: failed ? 'failed' : 'pending' };
    this.book.putDelivery(next);
    if (!failed) this.#schedule(next, Math.min(this.options.retryBaseMs * 2 ** (attempts - 1), RETRY_CAP_MS));
  }

  #accepted(delivery: Delivery): void {
    this.book.putDelivery(delivery);
    if (this.options.random() * 1_000_000 >= this.options.duplicatePpm) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#post(delivery);
    }, this.#delay());
    this.#timers.add(timer);
  }

  async #post({ merchant, url, body }: Delivery): Promise<string> {
    const secret = this.book.merchant(merchant)?.webhookSecret ?? '';
    const headers = { 'content-type': 'application/json', 'x-signature': signatureHeader(secret, body, new Date()) };
    try {
      const response = await localFetch(url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(TIME_OUT_MS),
      });
      return response.ok ? '' : `HTTP ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #delay(): number {
    const [from, to] = this.options.delayMs;
    return from + this.options.random() * (to - from);
  }
}
