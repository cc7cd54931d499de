import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OwnCluster, TcpGate } from '@lianpiao/testing';
import request from 'supertest';

import { FakeDns } from '../../src/modules/tenancy/testing/fake-dns.js';
import { ControlDesk, OPERATION } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';

/** The operators' door of a platform with two servers, the second behind a gate, and a name server of its own. */
let clusters: OwnCluster[];
let second: TcpGate;
let dns: FakeDns;
let desk: ControlDesk;
beforeAll(async () => {
  clusters = await Promise.all([OwnCluster.start(), OwnCluster.start()]);
  const [one = '', other = ''] = clusters.map(({ url }) => url.replace(/\/postgres$/, ''));
  const { hostname, port } = new URL(other);
  [second, dns] = [await TcpGate.before(hostname, Number(port)), await FakeDns.open()];
  const behind = Object.assign(new URL(other), { port: String(second.port) }).href;
  desk = await ControlDesk.open({ CELL_URLS: `cell-1=${one},cell-2=${behind}`, DNS_SERVERS: dns.address });
}, 120_000);
afterAll(async () => {
  await desk.close();
  await Promise.all([second.cut(), dns.close(), ...clusters.map((cluster) => cluster.stop())]);
}, 60_000);

const MOVED = ['target', 'copy', 'flip', 'clean'].map((name) => ({ name }));
const done = async (name: string, input: object) => desk.ended((await desk.command(name, input, OPERATION)).id);

async function cellOf(slug: string): Promise<string> {
  const query = 'query ($slug: String!) { tenant(slug: $slug) { cell } }';
  const { data } = await desk.control.ask<{ tenant: { cell: string } }>(query, { slug }, desk.operator);
  return data.tenant.cell;
}

describe('an operator', () => {
  it('moves a tenant to another server and back', async () => {
    const cell = await cellOf('kansai');
    const other = cell === 'cell-1' ? 'cell-2' : 'cell-1';
    const moved = await done('moveTenant', { slug: 'kansai', cell: other });
    expect(moved).toMatchObject({
      ...{ state: 'SUCCEEDED', attempts: 1 },
      result: { cell: other, rows: expect.any(Number), pauseMs: expect.any(Number), unreached: null },
    });
    // How far the copy is depends on the moment; the steps do not.
    expect(moved.steps.filter(({ name }) => !name.endsWith(' tables'))).toEqual(MOVED);
    expect(await cellOf('kansai')).toBe(other);
    expect((await desk.at('kansai.localhost')).status).toBe(200);
    expect(await done('moveTenant', { slug: 'kansai', cell })).toMatchObject({ state: 'SUCCEEDED', result: { cell } });
  });

  it('closes nobody but those who live there where a server is away, not even in processes that start then', async () => {
    await done('moveTenant', { slug: 'yrd', cell: 'cell-1' });
    await done('moveTenant', { slug: 'kansai', cell: 'cell-2' });
    await second.cut();
    const node = await desk.platform.startNode();
    const visits = (host: string) =>
      request(node).post('/graphql').set('host', host).send({ query: '{ products(first: 1) { nodes { code } } }' });
    expect((await visits('yrd.localhost')).body.errors).toBeUndefined();
    expect((await request(node).get('/health/ready')).status).toBe(200);
    expect((await visits('kansai.localhost')).body.data).toBeFalsy();
    expect(await desk.platform.tenantVerb('suspend', 'kansai', '--reason', 'spec')).toMatchObject({
      state: 'suspended',
    });
    await desk.platform.tenantVerb('resume', 'kansai', '--reason', 'spec');
    await second.mend();
    await passes(async () => expect((await visits('kansai.localhost')).body.errors).toBeUndefined());
    await done('moveTenant', { slug: 'kansai', cell: 'cell-1' });
  }, 60_000);

  it('has a move waited out whose target is away; the tenant is served meanwhile', async () => {
    await done('moveTenant', { slug: 'yrd', cell: 'cell-1' });
    await second.cut();
    const { id } = await desk.command('moveTenant', { slug: 'yrd', cell: 'cell-2' }, OPERATION);
    await passes(async () => expect(await desk.attemptsAt(id)).toBeGreaterThan(1));
    expect((await desk.at('yrd.localhost')).status).toBe(200);
    await second.mend();
    expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED', result: { cell: 'cell-2' } });
  });

  it('gives up a move, and hears which cell could not be cleaned', async () => {
    await done('moveTenant', { slug: 'yrd', cell: 'cell-1' });
    await second.cut();
    expect(await done('abortMove', { slug: 'yrd' })).toMatchObject({
      state: 'SUCCEEDED',
      result: { cell: 'cell-1', unreached: ['cell-2'] },
    });
    await second.mend();
    expect(await done('abortMove', { slug: 'yrd' })).toMatchObject({ result: { cell: 'cell-1', unreached: null } });
  });
});

describe('a domain of a tenant’s own', () => {
  const HOST = '__typename ... on TenantHost { host verified publish { record txt } } ... on Failure { code }';
  interface Host {
    readonly publish: { readonly record: string; readonly txt: string };
  }

  it('leads to it once its name server tells the token', async () => {
    const input = { slug: 'yrd', host: 'tickets.example.com' };
    const { publish } = await desk.command<Host>('addTenantHost', input, HOST);
    expect(await desk.command('verifyTenantHost', input, HOST)).toMatchObject({ code: 'HOST_UNPROVEN' });
    dns.records.set(publish.record, 'something else');
    expect(await desk.command('verifyTenantHost', input, HOST)).toMatchObject({ code: 'HOST_UNPROVEN' });
    dns.records.set(publish.record, publish.txt);
    expect(await desk.command('verifyTenantHost', input, HOST)).toMatchObject({ verified: true, publish: null });
    await passes(async () => expect((await desk.at(input.host)).body).toMatchObject(SERVED));
  });

  it('does so on the command line too', async () => {
    const [host, ...why] = ['shop.example.org', '--reason', 'spec'];
    const claimed = await desk.platform.tenantVerb<Host>('add-host', 'yrd', '--host', host, ...why);
    dns.records.set(claimed.publish.record, claimed.publish.txt);
    const verified = await desk.platform.tenantVerb('verify-host', 'yrd', '--host', host, ...why);
    expect(verified).toMatchObject({ host, verified: true });
    await passes(async () => expect((await desk.at(host)).body).toMatchObject(SERVED));
  });
});

const SERVED = { data: { storefront: { slug: 'yrd' } } };
