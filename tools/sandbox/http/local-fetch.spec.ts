import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from './body.js';
import { localFetch } from './local-fetch.js';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/moved')
      return void res.writeHead(302, { location: '/elsewhere', 'set-cookie': ['a=1', 'b=2'] }).end();
    if (req.url === '/empty') return void res.writeHead(204).end();
    if (req.url === '/never') return;
    void readBody(req, 1_000).then((body) =>
      res.end(JSON.stringify({ host: req.headers.host, type: req.headers['content-type'], body })),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.closeAllConnections());
afterAll(() => void server.close());

it('reaches a tenant by its name and keeps the name', async () => {
  const response = await localFetch(`http://yrd.localhost:${port}/`, {
    method: 'POST',
    body: new URLSearchParams({ a: '联' }),
  });
  expect(await response.json()).toEqual({
    host: `yrd.localhost:${port}`,
    type: 'application/x-www-form-urlencoded',
    body: 'a=%E8%81%94',
  });
});

it('hands redirects and cookies to the caller', async () => {
  const response = await localFetch(`http://yrd.localhost:${port}/moved`);
  expect([response.status, response.headers.get('location'), response.headers.getSetCookie()]).toEqual([
    302,
    '/elsewhere',
    ['a=1', 'b=2'],
  ]);
});

it('has no body where there is none', async () => {
  expect((await localFetch(`http://127.0.0.1:${port}/empty`)).body).toBeNull();
});

it('gives up when told to', async () => {
  await expect(localFetch(`http://yrd.localhost:${port}/never`, { signal: AbortSignal.timeout(30) })).rejects.toThrow(
    /abort|timeout/i,
  );
});

it('reports a port where nobody listens', async () => {
  await expect(localFetch('http://yrd.localhost:1/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
