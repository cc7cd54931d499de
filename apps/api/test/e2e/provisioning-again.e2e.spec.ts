import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import { ControlDesk, newcomer, OPERATION } from './control.fixtures.js';

const WHY = ['--reason', 'spec'];

let desk: ControlDesk;
beforeAll(async () => {
  desk = await ControlDesk.open();
}, 120_000);
afterAll(() => desk.close(), 60_000);

const words = (slug: string, { currency = 'CNY', timeZone = 'Asia/Shanghai' } = {}) => [
  ...['provision', slug, '--zh', '新区', '--en', 'New', '--currency', currency, '--time-zone', timeZone],
  ...['--admin', 'first', '--email', 'first@example.com', ...WHY],
];
const entriesOf = (slug: string) =>
  desk.platform.controlRows('SELECT action FROM platform.audit_entry WHERE subject = $1', [slug]);

/** One whose provisioning was cut off at its beginning. */
async function begun(): Promise<ReturnType<typeof newcomer>> {
  const wanted = newcomer();
  const opaque = newId().replaceAll('-', '').slice(-20);
  await desk.platform.changeDirectory(
    `INSERT INTO platform.tenant (tenant_id, slug, name_zh, name_en, state, currency, time_zone, cell_id, schema_name, role_name,
       auth_server_url, realm)
     VALUES ('${newId()}', '${wanted.slug}', '新区', 'New', 'provisioning', 'CNY', 'Asia/Shanghai', 'cell-1', 't_${opaque}', 'r_${opaque}',
       '${desk.platform.issuer.url}', '${wanted.slug}')`,
  );
  return wanted;
}

describe('provisioning a slug again', () => {
  it('is refused when its tenant is finished, at both doors, and not recorded', async () => {
    const before = await entriesOf('yrd');
    expect(await desk.platform.tenantComplaint(...words('yrd'))).toContain('SLUG_TAKEN active');
    expect((await desk.command('provisionTenant', { ...newcomer(), slug: 'yrd' }, OPERATION)).code).toBe('SLUG_TAKEN');
    expect(await entriesOf('yrd')).toEqual(before);
  });

  it('is refused with other facts than it was begun with, at both doors; with the same it goes on', async () => {
    const wanted = await begun();
    const other = await desk.command('provisionTenant', { ...wanted, currency: 'JPY' }, OPERATION);
    expect(other).toMatchObject({ __typename: 'InvalidInput', field: 'currency' });
    const complaint = await desk.platform.tenantComplaint(...words(wanted.slug, { timeZone: 'Asia/Tokyo' }));
    expect(complaint).toContain('INVALID_INPUT timeZone: conflict');
    const { id } = await desk.command('provisionTenant', wanted, OPERATION);
    expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED' });
    expect((await desk.at(`${wanted.slug}.localhost`)).status).toBe(200);
  });
});

describe('restoring on the command line', () => {
  it.each(['../x', 'master', 'Not a slug'])('takes no slug like %j, and names the field', async (slug) => {
    const complaint = await desk.platform.tenantComplaint('restore', 'any.tar.gz', '--slug', slug, ...WHY);
    expect(complaint).toMatch(/INVALID_INPUT slug: (format|reserved)/);
  });
});
