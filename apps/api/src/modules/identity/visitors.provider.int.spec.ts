import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { newId, systemClock } from '@lianpiao/kernel';

import { localFetch, SignInRefused } from '../../../../../tools/sandbox/index.js';
import { protocolUrl } from '../../../../../tools/sandbox/sign-in/token-request.js';
import type { Authenticator } from './authenticator.js';
import { VISITORS_ID } from './domain/visitors-realm.js';
import { ConvergeVisitorsJob } from './jobs/converge-visitors.job.js';
import { Revocations } from './revocations.js';
import { aTenant } from './testing/a-tenant.js';
import { anAuthenticator } from './testing/an-authenticator.js';
import { LocalFeed } from './testing/local-feed.js';
import { VisitorsOffice } from './testing/visitors-office.js';

const YRD = 'http://yrd.localhost:4000';
const KANSAI = 'http://kansai.localhost:4000';

describe('visitors, against the provider', () => {
  let office: VisitorsOffice;
  let nodes: Authenticator[];
  let tenants: Tenant[];
  let origins: readonly string[] = [YRD, KANSAI];
  const follow = () =>
    new ConvergeVisitorsJob(office.realms, { all: () => Promise.resolve(origins) }).run(office.realm);

  beforeAll(async () => {
    office = await VisitorsOffice.open();
    tenants = [aTenant('yrd', office.url), aTenant('kansai', office.url)];
    const feed = new LocalFeed();
    const revocations = [1, 2].map(() => new Revocations(feed, systemClock));
    for (const one of revocations) await one.onModuleInit();
    nodes = revocations.map((one) => anAuthenticator(office.realm, one));
    await follow();
  }, 120_000);
  afterAll(() => office.close());

  /** At each node and each tenant. */
  function everywhere(token: string) {
    return Promise.allSettled(nodes.flatMap((node) => tenants.map((tenant) => node.authenticate(tenant, token))));
  }

  /** Status of the front door for a browser that wants to be sent back there. */
  async function doorFor(redirect_uri: string, more: Record<string, string> = PKCE): Promise<number> {
    const url = protocolUrl({ issuerUrl: office.url, realm: office.realm.issuer.realm }, 'auth');
    const query = { response_type: 'code', client_id: 'portal', scope: 'openid', redirect_uri, ...more };
    url.search = new URLSearchParams(query).toString();
    const { status, headers } = await localFetch(url, {});
    return (headers.get('location') ?? '').includes('error=') ? 400 : status;
  }
  const PKCE = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };

  it('knows one person at every tenant, wherever they signed in', async () => {
    const { email, id } = await office.visitor();
    const answers = await everywhere(await office.bearer(email, YRD));
    const person = { subject: id, username: email, roles: ['visitor'], attractionIds: [], anonymous: false };
    expect(answers).toEqual(answers.map(() => ({ status: 'fulfilled', value: expect.objectContaining(person) })));
    await expect(office.bearer(email, KANSAI).then(everywhere)).resolves.toHaveLength(4);
  });

  it('lets anybody make an account with an address and a password, and is asked for nothing else', async () => {
    const email = `new-${newId().slice(-12)}@example.com`;
    const person = { value: expect.objectContaining({ username: email, roles: ['visitor'], anonymous: false }) };
    for (const answer of await everywhere(await office.signUp(email, YRD))) expect(answer).toMatchObject(person);
    for (const answer of await everywhere(await office.bearer(email, KANSAI))) expect(answer).toMatchObject(person);
    await expect(office.signUp(email, YRD)).rejects.toBeInstanceOf(SignInRefused);
    await expect(office.signUp(`x${email}`, YRD, 'short')).rejects.toBeInstanceOf(SignInRefused);
  });

  it('[S28] makes a visitor of somebody to whom the realm gives the roles of staff', async () => {
    const { email, id } = await office.visitor();
    const { realm } = office.realm.issuer;
    await office.ask(async (admin) => {
      await admin.roles.create({ realm, name: 'bureau-admin' });
      const roles = (await admin.roles.find({ realm })).flatMap((role) =>
        role.id && role.name === 'bureau-admin' ? [{ id: role.id, name: role.name }] : [],
      );
      await admin.users.addRealmRoleMappings({ realm, id, roles });
    });
    const token = await office.bearer(email, YRD);
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toContain('bureau-admin');
    for (const answer of await everywhere(token)) expect(answer).toMatchObject({ value: { roles: ['visitor'] } });
  });

  it('[S30] [S31] ends a session on every node, as the provider reports it, and no other', async () => {
    const [leaving, staying] = [await office.visitor(), await office.visitor()];
    const [token, other] = [await office.bearer(leaving.email, YRD), await office.bearer(staying.email, YRD)];
    await office.ask((admin) => admin.users.logout({ realm: office.realm.issuer.realm, id: leaving.id }));
    const [report] = office.reports.splice(0);
    expect(report?.path).toBe(`/identity/backchannel-logout/${VISITORS_ID}`);
    const [node, tenant] = [nodes[0], tenants[0]];
    if (!report || !node || !tenant) throw new Error('no report');
    await expect(node.logOut(tenant, report.token)).rejects.toMatchObject({ reason: 'issuer' });
    await node.logOut(office.realm, report.token);
    for (const answer of await everywhere(token)) expect(answer).toMatchObject({ reason: { reason: 'revoked' } });
    for (const answer of await everywhere(other)) expect(answer.status).toBe('fulfilled');
  });

  it('[S38] follows the hosts of all tenants as they come and go, to the letter', async () => {
    const own = 'https://tickets.example.org';
    expect(await doorFor(`${own}/signed-in`)).toBe(400);
    origins = [YRD, own];
    await follow();
    const doors = [`${YRD}/signed-in`, `${own}/signed-in`, `${KANSAI}/signed-in`, `${own}/`, `${own}/signed-in/x`];
    const statuses = await Promise.all(doors.map((door) => doorFor(door)));
    expect(statuses.map((status) => status < 400)).toEqual([true, true, false, false, false]);
    origins = [YRD, KANSAI];
    await follow();
    expect(await doorFor(`${own}/signed-in`)).toBe(400);
  });

  it('[S37] starts no sign-in without PKCE', async () => {
    expect(await doorFor(`${YRD}/signed-in`, {})).toBe(400);
  });

  it('writes nothing where nothing changed, and puts addresses right that somebody changed', async () => {
    const { realm } = office.realm.issuer;
    const client = () => office.ask(async (admin) => (await admin.clients.find({ realm, clientId: 'portal' }))[0]);
    await office.ask((admin) => admin.realms.update({ realm }, { displayName: 'by hand' }));
    const before = await client();
    await follow();
    expect(await client()).toEqual(before);
    expect(await office.ask((admin) => admin.realms.findOne({ realm }))).toMatchObject({ displayName: 'by hand' });
    const wide = { ...before, redirectUris: ['http://*'] };
    await office.ask((admin) => admin.clients.update({ realm, id: before?.id ?? '' }, wide));
    await follow();
    expect((await client())?.redirectUris?.sort()).toEqual([`${KANSAI}/signed-in`, `${YRD}/signed-in`]);
  });

  it('leaves a realm of that name alone which is not of our making', async () => {
    const realm = `theirs-${newId().slice(-12)}`;
    await office.ask((admin) => admin.realms.create({ realm, enabled: true }));
    const taken = { ...office.realm, issuer: { ...office.realm.issuer, realm } };
    await expect(office.realms.convergeVisitors(taken, [YRD])).rejects.toMatchObject({ code: 'REALM_TAKEN' });
    await office.ask((admin) => admin.realms.del({ realm }));
  });
});
