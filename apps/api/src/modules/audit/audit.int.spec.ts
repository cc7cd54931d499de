import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { TwoTenants } from '@lianpiao/testing';

import { AuditTrail, type Act } from './audit-trail.js';
import { AuditRepository, type AuditFilter } from './persistence/audit-repository.js';

const ANY: AuditFilter = { action: null, actorName: null, subjectId: null, from: null, until: null };
const PRICED: Act = {
  action: 'catalog.setPrice',
  subject: 'Product',
  subjectId: 'joint-pass',
  reason: 'season',
  before: { priceMinor: 29_800n, validFrom: '2026-05-01' },
  after: { priceMinor: 32_800n, validFrom: '2026-05-01' },
};

let tenants: TwoTenants;
const entries = new AuditRepository();
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

function record(act: Act, tenant = tenants.a): Promise<void> {
  const trail = new AuditTrail(entries, tenants.clock);
  const ctx = tenants.request(tenant, ['bureau-admin']);
  return tenants.unitOfWork.write({ tenant }, (tx) => trail.record(ctx, tx, act));
}

function read(filter: Partial<AuditFilter> = {}, tenant: Tenant = tenants.a, after?: readonly string[], limit = 50) {
  return tenants.unitOfWork.read({ tenant }, (tx) => entries.page(tx, { ...ANY, ...filter }, after, limit));
}

describe('the audit trail', () => {
  it('says who did what to what, when and why, in plain values', async () => {
    await record(PRICED);
    const [entry] = await read();
    expect(entry).toMatchObject({
      actorRoles: ['bureau-admin'],
      action: 'catalog.setPrice',
      subjectType: 'Product',
      subjectId: 'joint-pass',
      reason: 'season',
      recordedAt: tenants.clock.now(),
      before: { priceMinor: '29800', validFrom: '2026-05-01' },
      after: { priceMinor: '32800', validFrom: '2026-05-01' },
    });
    expect(entry?.actorName).not.toBe('');
    expect(entry?.requestId).not.toBe('');
  });

  it('is of one tenant: the other has none of it', async () => {
    expect(await read({}, tenants.b)).toEqual([]);
  });

  it('keeps nothing of an act that did not happen', async () => {
    const { unitOfWork, a } = tenants;
    const trail = new AuditTrail(entries, tenants.clock);
    const failing = unitOfWork.write({ tenant: a }, async (tx) => {
      await trail.record(tenants.request(a, ['finance']), tx, { ...PRICED, subjectId: 'undone' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await read({ subjectId: 'undone' })).toEqual([]);
  });

  it.each(["UPDATE audit_entry SET reason = 'another'", 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'cannot be changed by the tenant: %s',
    async (sql) => {
      const changing = tenants.unitOfWork.write({ tenant: tenants.a }, (tx) => tx.execute(sql));
      await expect(changing).rejects.toMatchObject({ code: '42501' });
    },
  );

  it('lists the newest first, a page at a time, also of one instant', async () => {
    for (const subjectId of ['p1', 'p2', 'p3'])
      await record({ ...PRICED, action: 'catalog.publishProduct', subjectId });
    const first = await read({ action: 'catalog.publishProduct' }, tenants.a, undefined, 2);
    const last = first.at(-1);
    const cursor = [last?.recordedAt.toISOString() ?? '', last?.id ?? ''];
    const next = await read({ action: 'catalog.publishProduct' }, tenants.a, cursor, 2);
    expect([...first, ...next].map(({ subjectId }) => subjectId)).toEqual(['p3', 'p2', 'p1']);
  });
});
