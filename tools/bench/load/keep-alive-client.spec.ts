import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { KeepAliveClient } from './keep-alive-client.js';

const REQUEST = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n';

describe('KeepAliveClient', () => {
  let server: Server;
  let client: KeepAliveClient;
  /** What the server sends for the next request, piece by piece. */
  let pieces: readonly (string | Buffer)[];

  beforeEach(async () => {
    server = createServer((socket) => void answer(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = await KeepAliveClient.open('127.0.0.1', (server.address() as AddressInfo).port);
  });
  afterEach(() => {
    client.close();
    server.close();
  });

  async function answer(socket: Socket): Promise<void> {
    socket.setNoDelay(true);
    for await (const _request of socket) {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  it('reads one answer after another on one connection', async () => {
    pieces = ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'];
    expect(await client.exchange(REQUEST)).toEqual({ status: 200, body: 'ok' });
    pieces = ['HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n'];
    expect(await client.exchange(REQUEST)).toEqual({ status: 503, body: '' });
  });

  it('waits for all of it, however it is cut, also in the middle of a character', async () => {
    const body = Buffer.from('{"zh":"联票"}');
    pieces = [
      `HTTP/1.1 200 OK\r\ncontent-len`,
      `gth: ${body.length}\r\n\r`,
      '\n',
      body.subarray(0, 8),
      body.subarray(8),
    ];
    expect(await client.exchange(REQUEST)).toEqual({ status: 200, body: '{"zh":"联票"}' });
  });

  it('fails on an answer without a length, and when the connection ends', async () => {
    pieces = ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'];
    await expect(client.exchange(REQUEST)).rejects.toThrow('without a length');
    pieces = [];
    const waiting = client.exchange(REQUEST);
    client.close();
    await expect(waiting).rejects.toThrow('closed');
  });
});
