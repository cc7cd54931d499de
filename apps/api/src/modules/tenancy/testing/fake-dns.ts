import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const HEADER = 12;
const RESPONSE = 0x8180;
const NO_SUCH_NAME = 0x8183;

/** A name server on a port of its own: real DNS over UDP, TXT records only. */
export class FakeDns {
  readonly records = new Map<string, string>();
  private readonly socket: Socket = createSocket('udp4');

  static async open(): Promise<FakeDns> {
    const dns = new FakeDns();
    dns.socket.on('message', (query, { port, address }) => {
      dns.socket.send(dns.answer(query), port, address);
    });
    dns.socket.bind(0, '127.0.0.1');
    await once(dns.socket, 'listening');
    return dns;
  }

  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  async close(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }

  private answer(query: Buffer): Buffer {
    const { name, end } = questionOf(query);
    const text = this.records.get(name);
    const header = Buffer.alloc(HEADER);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(text === undefined ? NO_SUCH_NAME : RESPONSE, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(text === undefined ? 0 : 1, 6);
    const question = query.subarray(HEADER, end);
    return Buffer.concat([header, question, ...(text === undefined ? [] : [txt(text)])]);
  }
}

function questionOf(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 };
}

/** One record about the name in the question, good for no time. */
function txt(text: string): Buffer {
  const about = Buffer.from([0xc0, HEADER, 0, 16, 0, 1, 0, 0, 0, 0, 0, text.length + 1, text.length]);
  return Buffer.concat([about, Buffer.from(text, 'ascii')]);
}
