import { defineConfig, secret, z, type ConfigOf } from '@lianpiao/config';

export const serverConfig = defineConfig('Server', {
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('production')
    .describe('In production there is no explorer and no introspection'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000).describe('Port to listen on; 0 takes a free one'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least severe line that is logged'),
  REDIS_URL: secret('Redis: wakes workers, tells nodes what changed, counts what plans limit'),
  MIGRATIONS_DIR: z
    .string()
    .default('migrations')
    .describe('Folder of the SQL that makes the tables; from the working directory'),
  PORTAL_DIST: z.string().optional().describe('Folder of the built portal, served beside the API'),
});
export type ServerConfig = ConfigOf<typeof serverConfig>;
