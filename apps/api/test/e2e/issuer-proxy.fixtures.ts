import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export type Mood = 'well' | 'html' | 'silent' | 'broken' | 'away';

/** Stands before an identity provider and gives its answers, or what a provider in trouble gives. */
export class IssuerProxy {
  private mood: Mood = 'well';
  private target = '';
  /** Requests that did not get the provider's own answer. */
  troubled = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<IssuerProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new IssuerProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (incoming, outgoing) => {
      if (proxy.mood !== 'well') proxy.troubled += 1;
      if (proxy.mood === 'silent') return;
      if (proxy.mood === 'html') {
        outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to nginx!</html>');
        return;
      }
      if (proxy.mood === 'broken') {
        outgoing.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"unknown_error"}');
        return;
      }
      const asked = request(new URL(incoming.url ?? '/', proxy.target), {
        method: incoming.method,
        headers: { ...incoming.headers, host: new URL(proxy.target).host },
      });
      asked.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      asked.on('error', () => outgoing.destroy());
      incoming.pipe(asked);
    });
    return proxy;
  }

  standBefore(target: string): void {
    this.target = target;
  }

  async be(mood: Mood): Promise<void> {
    if (this.mood === 'away') {
      this.server.listen(Number(new URL(this.url).port), '127.0.0.1');
      await once(this.server, 'listening');
    }
    if (mood === 'away') await this.close();
    this.mood = mood;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
