import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: (\d+)/i;
const TIME_OUT_MS = 30_000;

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

interface Waiting {
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One HTTP/1.1 connection, one request at a time: what a gate's device keeps open. On a bare socket, since the load shares
 * the machine with what it measures: Node's own client takes three times the processor time for each request.
 */
export class KeepAliveClient {
  private received = '';
  private waiting: Waiting | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.receive(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the server closed the connection')));
    socket.setTimeout(TIME_OUT_MS, () => socket.destroy(new Error(`no answer within ${TIME_OUT_MS} ms`)));
  }

  static async open(host: string, port: number): Promise<KeepAliveClient> {
    const socket = connect({ host, port, noDelay: true });
    await once(socket, 'connect');
    return new KeepAliveClient(socket);
  }

  /** Sends a whole request, head and body, and answers what came back. */
  exchange(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: string): void {
    this.received += chunk;
    const bodyAt = this.received.indexOf(HEAD_END) + HEAD_END.length;
    if (bodyAt < HEAD_END.length) return;
    const head = this.received.slice(0, bodyAt);
    const length = Number(LENGTH.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) {
      this.fail(new Error('an answer without a length'));
      return;
    }
    const body = this.received.slice(bodyAt);
    if (body.length < length && Buffer.byteLength(body) < length) return;
    this.received = '';
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  private fail(error: Error): void {
    this.waiting?.reject(error);
    this.waiting = undefined;
  }
}
