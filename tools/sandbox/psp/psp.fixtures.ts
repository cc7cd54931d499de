import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../http/body.js';
import { localFetch } from '../http/local-fetch.js';
import { signatureHeader } from './signature.js';

export const ADMIN_SECRET = 'psp-admin-secret';
export const API_KEY = 'merchant-api-key';
export const WEBHOOK_SECRET = 'merchant-webhook-secret';

export interface Received {
  readonly path: string;
  readonly host: string;
  readonly signature: string;
  readonly body: string;
  readonly event: { id: string; type: string; merchant: string; data: Record<string, string> };
}

/** A merchant's webhook endpoint that answers as it is told. */
export async function aMerchantServer() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((req, res) => {
    void readBody(req, 65_536).then((body) => {
      received.push({
        path: req.url ?? '',
        host: req.headers.host ?? '',
        signature: String(req.headers['x-signature']),
        body,
        event: JSON.parse(body) as Received['event'],
      });
      res.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    notifyUrl: `http://yrd.localhost:${port}/webhooks/psp`,
    host: `yrd.localhost:${port}`,
    received,
    answers,
    close,
  };
}

export async function until(holds: () => boolean | Promise<boolean>, withinMs = 4_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await sleep(10);
  }
}

/** What a merchant, a visitor and an administrator send. */
export class PspCaller {
  constructor(
    readonly url: string,
    readonly merchant = 'yrd',
  ) {}

  async register(): Promise<number> {
    return (
      await this.admin('PUT', `/admin/merchants/${this.merchant}`, { apiKey: API_KEY, webhookSecret: WEBHOOK_SECRET })
    ).status;
  }

  admin(method: string, path: string, body?: object, secret = ADMIN_SECRET) {
    return localFetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${secret}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  signed(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const text = body ? JSON.stringify(body) : '';
    const signature = signatureHeader(API_KEY, text, new Date());
    return localFetch(this.url + path, {
      method,
      headers: { 'x-merchant': this.merchant, 'x-signature': signature, ...headers },
      ...(body ? { body: text } : {}),
    });
  }

  async webhooksThat(state: 'delivered' | 'failed'): Promise<{ id: string; attempts: number; lastError: string }[]> {
    return (await (await this.admin('GET', `/admin/webhooks?state=${state}`)).json()) as {
      id: string;
      attempts: number;
      lastError: string;
    }[];
  }

  checkout(id: string, answer: object) {
    return localFetch(`${this.url}/checkout/${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answer),
    });
  }

  async pending(notifyUrl: string, reference: string, expiresInMs = 60_000): Promise<string> {
    const response = await this.signed('POST', '/v1/payments', anOrder(notifyUrl, reference, expiresInMs));
    return ((await response.json()) as { id: string }).id;
  }

  async paid(notifyUrl: string, reference: string): Promise<string> {
    const id = await this.pending(notifyUrl, reference);
    await this.checkout(id, { action: 'pay' });
    return id;
  }
}

export function anOrder(notifyUrl: string, reference: string, expiresInMs = 60_000) {
  return {
    reference,
    amountMinor: '29800',
    currency: 'CNY',
    description: '联票 any 5 of 36',
    notifyUrl,
    returnUrl: 'http://yrd.localhost:4000/orders/1',
    expiresAt: new Date(Date.now() + expiresInMs).toISOString(),
  };
}
