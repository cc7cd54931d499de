import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import { ControlDesk, newcomer, OPERATION, TENANT } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';
import { IssuerProxy } from './issuer-proxy.fixtures.js';
import { origin } from './provisioning.fixtures.js';

const HOST = '__typename ... on TenantHost { host verified } ... on InvalidInput { field } ... on Failure { code }';
const WHY = ['--reason', 'spec'];

describe('the realm of a tenant', () => {
  let desk: ControlDesk;
  let proxy: IssuerProxy;
  beforeAll(async () => {
    proxy = await IssuerProxy.open();
    desk = await ControlDesk.open({}, proxy);
  }, 120_000);
  afterAll(() => desk.close(), 60_000);

  async function nameOf(realm: string): Promise<string | undefined> {
    return (await (await desk.issuerAdmin()).realms.findOne({ realm }))?.displayName;
  }

  async function addressesOf(realm: string): Promise<string[]> {
    const [portal] = await (await desk.issuerAdmin()).clients.find({ realm, clientId: 'portal' });
    return (portal?.redirectUris ?? []).toSorted();
  }

  const aHost = () => `h${newId().slice(-8)}.localhost`;
  const addressAt = (host: string) => `${origin(host.replace('.localhost', ''))}/signed-in`;

  it('has the name of the tenant, whoever changes it', async () => {
    await desk.command('renameTenant', { slug: 'yrd', name: { zh: '江南', en: 'Jiangnan' } }, TENANT);
    expect(await nameOf('yrd')).toBe('江南');
    const renamed = await desk.platform.tenantVerb('rename', 'yrd', '--zh', '江东', '--en', 'Jiangdong', ...WHY);
    expect(renamed).toMatchObject({ zh: '江东', pending: false });
    expect(await nameOf('yrd')).toBe('江东');
  }, 30_000);

  it('follows once the provider is back, where it was away when a name or a host changed', async () => {
    const host = aHost();
    await proxy.be('away');
    const renamed = await desk.platform.tenantVerb('rename', 'yrd', '--zh', '江北', '--en', 'North', ...WHY);
    expect(renamed).toMatchObject({ zh: '江北', pending: true });
    const added = await desk.platform.tenantVerb('add-host', 'yrd', '--host', host, ...WHY);
    expect(added).toMatchObject({ host, verified: true, pending: true });
    await proxy.be('well');
    await passes(async () => expect(await addressesOf('yrd')).toContain(addressAt(host)), 30_000);
    expect(await nameOf('yrd')).toBe('江北');
    await proxy.be('away');
    await desk.platform.tenantVerb('remove-host', 'yrd', '--host', host, ...WHY);
    await proxy.be('well');
    await passes(async () => expect(await addressesOf('yrd')).toEqual([addressAt('yrd.localhost')]), 30_000);
  }, 90_000);

  it('sends people back to a host that was added while the tenant was made', async () => {
    const wanted = newcomer();
    const host = aHost();
    await desk.gate.cut();
    const { id } = await desk.command('provisionTenant', wanted, OPERATION);
    await passes(async () => {
      const added = await desk.command<{ verified?: boolean }>('addTenantHost', { slug: wanted.slug, host }, HOST);
      expect(added.verified).toBe(true);
    });
    await desk.gate.mend();
    await desk.ended(id);
    const expected = [addressAt(host), addressAt(`${wanted.slug}.localhost`)].toSorted();
    expect(await addressesOf(wanted.slug)).toEqual(expected);
  }, 60_000);

  it.each(['www', 'api', 'platform', 'master', 'visitors', 'a.www'])(
    '[S23] has no host %s below ours, which is the platform’s own',
    async (label) => {
      const answer = await desk.command('addTenantHost', { slug: 'yrd', host: `${label}.localhost` }, HOST);
      expect(answer).toMatchObject({ __typename: 'InvalidInput', field: 'host' });
    },
  );
});
