import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * What the platform's processes are told.
 * @param {{
 *   databaseUrl: string, redisUrl: string, outside: Record<string, string>, ports: import('./kept-ports.mjs').Ports,
 *   secrets: import('./secrets.mjs').Secrets, folder: string
 * }} facts
 * @returns {NodeJS.ProcessEnv}
 */
export function platformEnv({ databaseUrl, redisUrl, outside, ports, secrets, folder }) {
  const [apiUrl, controlUrl] = [ports.api, ports.control].map((port) => `http://127.0.0.1:${port}`);
  return {
    ...process.env,
    ...outside,
    NODE_ENV: 'development',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    HOST: '127.0.0.1',
    PORT: String(ports.api),
    BACKCHANNEL_BASE_URL: process.env.BACKCHANNEL_BASE_URL ?? apiUrl,
    CONTROL_BACKCHANNEL_BASE_URL: process.env.CONTROL_BACKCHANNEL_BASE_URL ?? controlUrl,
    CONTROL_URL: controlUrl,
    CONSOLE_ORIGINS: controlUrl,
    ARCHIVE_DIR: process.env.ARCHIVE_DIR ?? join(folder, 'archives'),
    PUBLIC_BASE_HOST: 'localhost',
    PUBLIC_PORT: String(ports.api),
    APP_DB_PASSWORD: process.env.APP_DB_PASSWORD ?? secrets.appDatabase,
    DATA_ENCRYPTION_KEY: process.env.DATA_ENCRYPTION_KEY ?? secrets.dataEncryptionKey,
    PORTAL_DIST: join(root, 'apps/tenant-portal/dist'),
    DEMO_STATE_DIR: folder,
  };
}
