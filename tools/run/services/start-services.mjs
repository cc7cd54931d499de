import { seconds, step } from '../progress.mjs';
import { secretsOf } from '../secrets.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

/** @type {Record<import('../paths.mjs').Profile, import('./postgres.mjs').Keeping>} */
const keeping = {
  demo: { fresh: false, durable: true },
  'demo-keycloak': { fresh: false, durable: true },
  test: { fresh: true, durable: false },
  check: { fresh: true, durable: false },
  bench: { fresh: true, durable: true },
  keycloak: { fresh: true, durable: false },
};

/**
 * Postgres and Redis of a profile: those of the environment, or our own.
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 */
export async function startServices(supervisor) {
  const since = performance.now();
  step('Services: Postgres and Redis');
  const secrets = secretsOf(supervisor.profile);
  const postgres = await startPostgres(supervisor, secrets, keeping[supervisor.profile]);
  const redisUrl = await startRedis(supervisor, secrets);
  step(`Services are up (${seconds(since)})`);
  return { postgres, redisUrl, secrets };
}
