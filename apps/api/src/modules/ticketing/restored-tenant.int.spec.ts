import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import { TicketingSpec } from './testing/ticketing-spec.js';

let spec: TicketingSpec;
beforeAll(async () => {
  spec = await TicketingSpec.open();
});
afterAll(() => spec.close());

it('redeems the tickets of an authority in a tenant that was restored from an archive, and in no other', async () => {
  const [first, second] = [await spec.issueOne(spec.a), await spec.issueOne(spec.a)];
  const id = newId();
  const { tenant } = spec.a;
  const scope = { ...tenant.scope, tenantId: id };
  const stranger = { ...spec.a, tenant: { ...tenant, id, scope } };
  expect(await spec.verdict(stranger, first.token)).toBe('OTHER_TENANT');
  const restored = { ...spec.a, tenant: { ...tenant, id: newId(), scope: { ...scope, originId: tenant.id } } };
  expect(await spec.verdict(restored, first.token)).toBe('accepted');
  expect(await spec.verdict(restored, second.code)).toBe('accepted');
});
