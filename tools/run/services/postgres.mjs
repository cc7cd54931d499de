import { totalmem } from 'node:os';
import { join } from 'node:path';
import { isRoot } from '../host.mjs';
import { databaseDir } from '../paths.mjs';
import { Problem } from '../problem.mjs';
import { freePort } from './ports.mjs';
import { postgresFolder } from './postgres-binaries.mjs';
import { preparedData } from './postgres-data.mjs';
import { postgresIdentity } from './postgres-user.mjs';

/**
 * @typedef {{ fresh: boolean, durable: boolean }} Keeping  fresh: starts empty; durable: survives a power cut
 */

/**
 * The Postgres of DATABASE_URL, or one of our own on the loopback address.
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @param {import('../secrets.mjs').Secrets} secrets
 * @param {Keeping} keeping
 * @returns {Promise<{ url: (database: string) => string, external: boolean, made: boolean }>}  made: it is a new one, without anything in it
 */
export async function startPostgres(supervisor, secrets, keeping) {
  const given = process.env.DATABASE_URL;
  if (given) return external(given);
  const bin = join(postgresFolder(), 'bin');
  const identity = postgresIdentity();
  const folder = databaseDir(supervisor.profile, isRoot());
  const { data, made } = await preparedData(supervisor, { folder, fresh: keeping.fresh, bin, identity, secrets });
  const port = await freePort(5_440);
  const url = (/** @type {string} */ database) =>
    `postgresql://postgres:${secrets.database}@127.0.0.1:${port}/${database}`;
  const ready = () => takesQueries(url('postgres'));
  await supervisor.start({
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', data, ...settings(port, keeping)],
    cwd: data,
    ...identity,
    stopSignal: 'SIGINT',
    ready,
  });
  return { url, external: false, made };
}

/**
 * @param {number} port
 * @param {Keeping} keeping
 */
function settings(port, { durable }) {
  const own = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: durable ? buffers() : '256MB',
    max_wal_size: '2GB',
    wal_level: 'logical', // tenants move between cells by it
  };
  const forgetful = durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  return Object.entries({ ...own, ...forgetful }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A quarter of the memory, as Postgres's manual advises, and no more than a laptop can spare. */
function buffers() {
  const megabytes = Math.floor(totalmem() / 4 / 1024 ** 2);
  return `${Math.min(megabytes, 1_024)}MB`;
}

/** @param {string} url */
async function external(url) {
  const where = safeAddress(url);
  const problem = await connectionProblem(url);
  if (problem)
    throw new Problem(
      `DATABASE_URL (${where}) cannot be used: ${problem}. Start that Postgres, correct the URL, or unset it to use the embedded one.`,
    );
  return { url: () => url, external: true, made: false };
}

/** @param {string} url */
function safeAddress(url) {
  if (!URL.canParse(url))
    throw new Problem('DATABASE_URL is not a URL such as postgresql://user:password@host:5432/database.', 2);
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}

/** @param {string} url */
const takesQueries = async (url) => (await connectionProblem(url)) === undefined;

/**
 * @param {string} url
 * @returns {Promise<string | undefined>}
 */
async function connectionProblem(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    return /** @type {Error} */ (error).message || /** @type {NodeJS.ErrnoException} */ (error).code || 'no answer';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * @param {string} url  of a database that exists
 * @param {string} database
 */
export async function ensureDatabase(url, database) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
