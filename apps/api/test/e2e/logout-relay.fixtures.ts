import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Between the issuer and the API: an address there is before the API has one. Keeps what passes. */
export class LogoutRelay {
  readonly passed: { readonly path: string; readonly body: string }[] = [];
  /** Where it passes things on to. */
  target = '';

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<LogoutRelay> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const relay = new LogoutRelay(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const status = await relay.send(request.url ?? '', Buffer.concat(chunks).toString());
        response.writeHead(status).end();
      })();
    });
    return relay;
  }

  async send(path: string, body: string): Promise<number> {
    this.passed.push({ path, body });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status } = await fetch(`${this.target}${path}`, { method: 'POST', headers, body });
    return status;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
