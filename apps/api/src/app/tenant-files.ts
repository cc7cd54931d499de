import { Secret, z } from '@lianpiao/config';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';

import { KeepOperator, STAFF_ROLES } from '../modules/identity/index.js';
import { tenantCurrency, tenantSlug, tenantTimeZone } from '../modules/tenancy/index.js';
import type { Provisioned, RuntimeTenantLife } from './tenant-life.js';
import { withTenantLife } from './with-tenant-life.js';

const tenantFile = z.object({
  slug: z.string().transform(tenantSlug),
  name: z.object({ zh: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
  currency: z.string().transform(tenantCurrency),
  timeZone: z.string().transform(tenantTimeZone),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/),
  staff: z.array(
    z.object({
      username: z.string().regex(/^[a-z0-9._-]{2,60}$/),
      roles: z.array(z.enum(STAFF_ROLES)),
      attractionIds: z.array(z.string()).max(100).default([]),
      password: z.string().min(12),
    }),
  ),
});

const operatorFile = z.object({ username: z.string(), email: z.string(), password: z.string().min(12) });

/** Provisions the tenants that JSON files describe, with their staff, one after the other; repeating it completes what was cut off. */
export async function provisionTenants(files: readonly string[]): Promise<string> {
  if (files.length === 0) throw new Error('usage: cli provision-tenant <file.json> …');
  return withTenantLife(async ({ life }) => {
    const provisioned: string[] = [];
    for (const file of files) provisioned.push(JSON.stringify(await provisionTenant(life, file)));
    return provisioned.join('\n');
  });
}

async function provisionTenant(life: RuntimeTenantLife, file: string): Promise<Provisioned> {
  const { staff, ...wanted } = tenantFile.parse(JSON.parse(await readFile(file, 'utf8')));
  const members = staff.map(({ attractionIds, password, ...member }) => ({
    ...member,
    attractionCodes: attractionIds,
    password: new Secret(password),
  }));
  const provisioned = await life.provisionWith(wanted, members);
  await life.catchUp(provisioned.slug, members);
  return provisioned;
}

/** Lets in the operator a JSON file describes, with a password that lasts. For laptops. */
export async function keepOperator(file: string | undefined): Promise<string> {
  if (!file) throw new Error('usage: cli keep-operator <file.json>');
  const { password, ...wanted } = operatorFile.parse(JSON.parse(await readFile(file, 'utf8')));
  return withTenantLife(async ({ app }) => {
    const by = { actor: `cli:${userInfo().username}`, reason: 'keep-operator' };
    await app.get(KeepOperator, { strict: false }).execute(wanted, by, new Secret(password));
    return JSON.stringify(wanted);
  });
}
