import { loadConfig } from '@lianpiao/config';
import { Database, readMigrations, UnitOfWork, type FindPlacement, type Migration } from '@lianpiao/db';
import { systemClock, type Clock } from '@lianpiao/kernel';
import { Outbox, RedisWakeUp } from '@lianpiao/outbox';
import { createLogger, type Logger } from '@lianpiao/telemetry';
import { Redis } from 'ioredis';
import { join } from 'node:path';

import { DatabaseAddresses, RedisDirectoryNews, TenantRepository } from '../modules/tenancy/index.js';
import { allConfig, consumers, entities } from './modules.js';

export type Role = 'api' | 'worker' | 'control' | 'migrate' | 'cli';
export type Config = ReturnType<typeof readConfig>;

/** What the tables have to be for this version of the software. */
export interface ShippedMigrations {
  readonly platform: readonly Migration[];
  readonly tenant: readonly Migration[];
}

/** What every role stands on; opened once, closed once. */
export abstract class Runtime {
  abstract readonly config: Config;
  abstract readonly addresses: DatabaseAddresses;
  abstract readonly clock: Clock;
  abstract readonly logger: Logger;
  abstract readonly database: Database;
  abstract readonly unitOfWork: UnitOfWork;
  abstract readonly redis: Redis;
  abstract readonly migrations: ShippedMigrations;
  abstract readonly outbox: Outbox;
  abstract close(): Promise<void>;
}

export function readConfig(env: NodeJS.ProcessEnv) {
  const [server, tenancy, identity, control, ordering, ticketing] = loadConfig(allConfig, env);
  return { server, tenancy, identity, control, ordering, ticketing };
}

export async function openRuntime(role: Role, config: Config, clock: Clock = systemClock): Promise<Runtime> {
  const migrations = await shippedMigrations(config);
  const logger = createLogger({ level: config.server.LOG_LEVEL, role });
  const addresses = new DatabaseAddresses(config.tenancy);
  const { DB_POOL_SIZE: size, DB_PREPARED_STATEMENTS } = config.tenancy;
  const preparedStatements = DB_PREPARED_STATEMENTS === 'on';
  const pool = { applicationName: `lianpiao-${role}`, size, preparedStatements };
  const database = await Database.open({
    control: { ...pool, url: addresses.app(), size: 4 },
    cells: new Map(addresses.cells.map((cell) => [cell, { ...pool, url: addresses.app(cell), entities }])),
  });
  const redis = connectRedis(config, logger);
  const tenants = new TenantRepository();
  const news = new RedisDirectoryNews(redis);
  const placementOf: FindPlacement = (tx, id) => tenants.placementOf(tx, id);
  const unitOfWork = new UnitOfWork(database, clock, placementOf, () => news.publish());
  const outbox = new Outbox(
    consumers.map(({ consumerName, types }) => ({ name: consumerName, types })),
    new RedisWakeUp(redis),
  );
  const close = async () => {
    redis.disconnect();
    await database.close();
  };
  return { config, addresses, clock, logger, database, unitOfWork, redis, migrations, outbox, close };
}

export async function shippedMigrations({ server }: Pick<Config, 'server'>): Promise<ShippedMigrations> {
  const [platform, tenant] = ['platform', 'tenant'].map((of) => readMigrations(join(server.MIGRATIONS_DIR, of)));
  return { platform: (await platform) ?? [], tenant: (await tenant) ?? [] };
}

/** Redis only speeds things up: without it requests still work, so commands fail fast instead of queueing. */
export function connectRedis(config: Config, logger: Logger): Redis {
  const redis = new Redis(config.server.REDIS_URL.reveal(), { maxRetriesPerRequest: 1, connectTimeout: 2_000 });
  redis.on('error', (error: Error & { code?: string }) => {
    logger.warn({ code: error.code }, 'redis is not reachable');
  });
  return redis;
}
