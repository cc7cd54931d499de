import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

import { localFetch } from '../../../../tools/sandbox/index.js';
import { eventually } from './eventually.fixtures.js';
import type { Provider } from './provider.fixtures.js';

interface Opened {
  readonly id: string;
  readonly checkoutUrl: string;
}

/**
 * Stands before the provider and can make it hasty: a payment is paid, and the notice of it accepted, before the answer to its
 * opening is on its way. A notice and an answer travel on different connections; their order is nobody's promise.
 */
export class HastyProvider {
  hasty = false;

  private constructor(
    private readonly provider: Provider,
    private readonly server: Server,
  ) {}

  static async start(provider: Provider): Promise<HastyProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const before = new HastyProvider(provider, server);
    server.on('request', (asked, answer) => {
      void text(asked).then(async (body) => {
        const passed = await before.pass(asked.method ?? 'GET', asked.url ?? '/', asked.headers, body);
        answer.writeHead(passed.status, { 'content-type': 'application/json' }).end(passed.text);
      });
    });
    return before;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(method: string, path: string, headers: NodeJS.Dict<string | string[]>, body: string) {
    const kept = ['authorization', 'content-type', 'x-merchant', 'x-signature'].flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    });
    const init = { method, headers: Object.fromEntries(kept) as Record<string, string>, ...(body && { body }) };
    const answer = await localFetch(`${this.provider.url}${path}`, init);
    const passed = { status: answer.status, text: await answer.text() };
    if (this.hasty && method === 'POST' && path === '/v1/payments')
      await this.payAtOnce(JSON.parse(passed.text) as Opened);
    return passed;
  }

  private async payAtOnce({ id, checkoutUrl }: Opened): Promise<void> {
    await this.provider.answer(checkoutUrl, 'pay');
    await eventually(
      () => this.provider.noticesOf(id),
      ([notice]) => notice?.state === 'delivered',
    );
  }
}
