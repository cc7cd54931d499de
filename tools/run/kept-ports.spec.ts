import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { keptPorts } from './kept-ports.mjs';

let folder: string;
let server: Server;
let taken: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lianpiao-ports-'));
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  taken = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

const keep = (ports: object) => writeFileSync(join(folder, 'ports.json'), JSON.stringify(ports));

describe('the ports of a profile', () => {
  it('are those of the last run, and one each', async () => {
    const first = await keptPorts(folder);
    expect(new Set(Object.values(first)).size).toBe(4);
    expect(await keptPorts(folder)).toEqual(first);
  });

  it("of a run before there was an operators' door stay, and get one for it", async () => {
    const { control: _new, ...earlier } = await keptPorts(folder);
    keep(earlier);
    expect(await keptPorts(folder)).toMatchObject({ ...earlier, control: expect.any(Number) });
  });

  it("move the operators' door where another listens, and insist on what tenants remember", async () => {
    keep({ ...(await keptPorts(folder)), control: taken });
    expect((await keptPorts(folder)).control).toBeGreaterThan(taken);
    keep({ issuer: taken });
    await expect(keptPorts(folder)).rejects.toThrow(`Port ${taken} is in use, and the data of the last run names it`);
  });
});
