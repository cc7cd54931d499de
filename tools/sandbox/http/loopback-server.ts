import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refused } from './refused.js';
import { type Answer, writeAnswer } from './answer.js';

export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<Answer | undefined>;

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves on the loopback address only: these processes stand in for outside parties and hold test secrets.
 * The handler is made once the address is known, because both of them print it into what they issue.
 */
export async function listenOnLoopback(port: number, makeHandler: (url: string) => Handler): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 30_000 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, port)));
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handle = makeHandler(url);
  server.on('request', (req, res) => void serve(handle, req, res));
  return { url, close: () => closeServer(server) };
}

async function serve(handle: Handler, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const answer = await handle(req, res);
    if (answer) writeAnswer(res, answer);
  } catch (error) {
    if (error instanceof Refused) {
      writeAnswer(res, { status: error.status, json: error.body, headers: error.headers });
      return;
    }
    console.error(`${req.method} ${new URL(req.url ?? '/', 'http://sandbox').pathname} failed`, error);
    writeAnswer(res, { status: 500, json: { error: 'INTERNAL' } });
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function listenFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Error(`Port ${port} on 127.0.0.1 is in use by another program: stop it or choose another port.`);
}
