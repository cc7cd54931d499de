import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFetch } from '../http/local-fetch.js';
import { clientToken } from '../sign-in/client-token.js';
import { signIn } from '../sign-in/sign-in.js';
import { ADMIN_SECRET, adminClient, aGateKey, PASSWORD, REDIRECT, tenantRealm } from './issuer.fixtures.js';
import { startIssuer } from './start-issuer.js';

let folder: string;
let stateFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  stateFile = join(folder, 'state', 'issuer.json');
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps realms, keys, people and clients over a restart', async () => {
  const first = await startIssuer({ adminSecret: ADMIN_SECRET, stateFile });
  await (await adminClient(first.url)).realms.create(tenantRealm('yrd', 'tenant-1', aGateKey().jwks));
  const certs = async (url: string) => (await localFetch(`${url}/realms/yrd/protocol/openid-connect/certs`)).json();
  const before = await certs(first.url);
  await first.close();

  const second = await startIssuer({ adminSecret: 'another-secret', stateFile });
  expect(await certs(second.url)).toEqual(before);
  const at = { issuerUrl: second.url, realm: 'yrd' };
  await expect(
    signIn({ ...at, clientId: 'portal', redirectUri: REDIRECT, username: 'alice', password: PASSWORD }),
  ).resolves.toMatchObject({ expiresIn: 300 });
  await expect(clientToken({ ...at, clientId: 'ota-west', clientSecret: 'west-secret' })).resolves.toMatchObject({
    expiresIn: 300,
  });
  await expect(
    clientToken({ issuerUrl: second.url, realm: 'master', clientId: 'provisioner', clientSecret: ADMIN_SECRET }),
  ).rejects.toMatchObject({ code: 'invalid_client' });
  await second.close();
});

it('lets only its owner read the file, and writes no password into it', async () => {
  const issuer = await startIssuer({ adminSecret: ADMIN_SECRET, stateFile });
  await (await adminClient(issuer.url)).realms.create(tenantRealm('yrd', 'tenant-1', aGateKey().jwks));
  await issuer.close();
  expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  expect(await readFile(stateFile, 'utf8')).not.toContain(PASSWORD);
});

it('says which file it cannot read', async () => {
  await writeFile(join(folder, 'torn.json'), '{"realms":[');
  await expect(startIssuer({ adminSecret: ADMIN_SECRET, stateFile: join(folder, 'torn.json') })).rejects.toThrow(
    'torn.json cannot be read',
  );
});
