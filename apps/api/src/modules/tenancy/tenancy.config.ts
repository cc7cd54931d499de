import { defineConfig, secret, z, type ConfigOf } from '@lianpiao/config';

import { cellUrls } from './cell-urls.js';

export const tenancyConfig = defineConfig('Databases and tenants', {
  DATABASE_URL: secret(
    'Postgres of the control plane, as a role that may create databases and roles; only `migrate` and `cli` act as it',
  ),
  CELL_URLS: cellUrls(
    "Postgres of each cell, as DATABASE_URL's role would be there: cell-1=postgres://…,cell-2=…; unset: one cell beside the control plane. For tenants to move, each needs wal_level=logical and an address the others reach",
  ),
  APP_DB_PASSWORD: secret('Password of the login role lianpiao_app, which has no rights of its own'),
  DB_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(16).describe('Connections per process and cell'),
  DB_PREPARED_STATEMENTS: z
    .enum(['on', 'off'])
    .default('on')
    .describe('off: behind a pooler in transaction mode that does not keep them apart, as PgBouncer before 1.21'),
  DNS_SERVERS: z
    .string()
    .regex(/^[0-9a-fA-F.:,[\]]+$/)
    .optional()
    .describe(
      "Name servers that are asked for a domain's proof, ip or ip:port, comma between; unset: the machine's own",
    ),
  PUBLIC_BASE_HOST: z
    .string()
    .regex(/^[a-z0-9.-]{1,190}$/)
    .default('localhost')
    .describe("Parent of the tenants' hosts: <slug>.<PUBLIC_BASE_HOST>"),
  PUBLIC_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe("Port of the tenants' hosts, where it is not the usual one"),
});
export type TenancyConfig = ConfigOf<typeof tenancyConfig>;
export const TENANCY_CONFIG = Symbol('TenancyConfig');
