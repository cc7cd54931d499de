import { createServer, type AddressInfo, type Server } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { freePort, portFrom, requireFree } from './services/ports.mjs';

let server: Server;
let taken: number;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  taken = (server.address() as AddressInfo).port;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('a port in use', () => {
  it('is passed over for the next free one', async () => {
    expect(await freePort(taken)).toBeGreaterThan(taken);
  });

  it('is named when nothing else will do', async () => {
    await expect(requireFree(taken, 'PORT asks for it')).rejects.toThrow(
      `Port ${taken} is in use, and PORT asks for it`,
    );
  });
});

describe('a port in words', () => {
  it('is a number from 1 to 65535, or nothing', () => {
    expect(portFrom('4000', 'PORT')).toBe(4_000);
    expect(portFrom('', 'PORT')).toBeUndefined();
    for (const text of ['0', '65536', '4e1.5', 'web'])
      expect(() => portFrom(text, 'PORT')).toThrow(`PORT=${text} is not a port`);
  });
});
