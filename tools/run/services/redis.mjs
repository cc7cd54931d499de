import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canInstallPackages, onPath } from '../host.mjs';
import { Problem } from '../problem.mjs';
import { listens } from '../readiness.mjs';
import { installPackages } from './debian-packages.mjs';
import { freePort } from './ports.mjs';

/**
 * The Redis of REDIS_URL, or one of our own: loopback only, with a password, nothing kept.
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @param {import('../secrets.mjs').Secrets} secrets
 * @returns {Promise<string>} its URL
 */
export async function startRedis(supervisor, secrets) {
  const given = process.env.REDIS_URL;
  if (given) return reachable(given);
  const command = onPath('redis-server') ?? (await installed(supervisor));
  const port = await freePort(6_390);
  const config = join(supervisor.folder, 'redis.conf');
  // In a file of the owner's, since everyone on the machine may read a command line.
  writeFileSync(
    config,
    `bind 127.0.0.1\nport ${port}\nrequirepass ${secrets.redis}\nsave ""\nappendonly no\ndir ${JSON.stringify(supervisor.folder)}\n`,
    { mode: 0o600 },
  );
  await supervisor.start({ name: 'redis', command, args: [config], ready: listens(port), readyWithinMs: 20_000 });
  return `redis://:${secrets.redis}@127.0.0.1:${port}`;
}

/** @param {import('../supervisor.mjs').Supervisor} supervisor */
async function installed(supervisor) {
  if (!canInstallPackages()) {
    throw new Problem(
      'redis-server is missing. Install it ("sudo apt-get install redis-server" on Debian and Ubuntu, "brew install redis" on a Mac) or set REDIS_URL.',
    );
  }
  await installPackages(supervisor, ['redis-server']);
  const command = onPath('redis-server');
  if (!command)
    throw new Problem('redis-server was installed but is not on the PATH. Set REDIS_URL to a running Redis.');
  return command;
}

/** @param {string} url */
async function reachable(url) {
  if (!URL.canParse(url)) throw new Problem('REDIS_URL is not a URL such as redis://host:6379.', 2);
  const { hostname, port } = new URL(url);
  const problem = await pingProblem(url);
  if (problem === undefined) return url;
  throw new Problem(
    `REDIS_URL (${hostname}:${port || 6379}) cannot be used: ${problem.replace(/\.$/, '')}. Start that Redis, correct the URL, or unset it to use one of our own.`,
  );
}

/**
 * @param {string} url
 * @returns {Promise<string | undefined>}
 */
async function pingProblem(url) {
  const { Redis } = await import('ioredis');
  const once = { lazyConnect: true, connectTimeout: 5_000, maxRetriesPerRequest: 0, retryStrategy: () => null };
  const client = new Redis(url, once);
  let problem = 'no answer';
  client.on('error', (error) => (problem = error.message));
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch {
    return problem;
  } finally {
    client.disconnect();
  }
}
