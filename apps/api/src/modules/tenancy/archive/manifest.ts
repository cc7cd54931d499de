import { z } from '@lianpiao/config';

export const FORMAT_VERSION = 1;
/** As package.json has it. */
export const PRODUCT_VERSION = '0.1.0';
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** `manifest.json`: the first file of an archive, by which all others are checked. */
export const manifestShape = z.object({
  format: z.literal('lianpiao-tenant-archive'),
  formatVersion: z.literal(FORMAT_VERSION),
  productVersion: z.string(),
  exportedAt: z.iso.datetime(),
  tenant: z.object({
    id: z.uuid(),
    /** The id its tickets are signed and its keys are sealed under. */
    originId: z.uuid(),
    slug: z.string(),
    name: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
    currency: z.string().regex(/^[A-Z]{3}$/),
    timeZone: z.string(),
    cutOff: z.string().regex(/^\d\d:\d\d$/),
    accentColor: z.string().regex(/^#[0-9a-f]{6}$/),
    hosts: z.array(z.string()),
  }),
  /** Which key opens what is stored sealed; the key itself is never in an archive. */
  sealedUnder: z.string(),
  migrations: z.array(z.object({ number: z.number().int().positive(), name: z.string(), sha256 })).min(1),
  tables: z.array(
    z.object({
      name,
      file: z.string().regex(/^tables\/[a-z][a-z0-9_]{0,62}\.csv$/),
      rows: z.number().int().nonnegative(),
      bytes: z.number().int().nonnegative(),
      sha256,
      key: z.array(name),
      columns: z.array(z.object({ name, type: z.string(), nullable: z.boolean() })),
    }),
  ),
});
export type Manifest = z.output<typeof manifestShape>;
export type ArchivedTable = Manifest['tables'][number];
