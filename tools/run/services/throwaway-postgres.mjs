/**
 * One more Postgres for specs that need clusters of their own: prints its address, serves until standard input ends (also when
 * whoever started it was killed), and leaves nothing behind.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { postgresFolder } from './postgres-binaries.mjs';
import { postgresIdentity } from './postgres-user.mjs';

const PASSWORD = 'throwaway';
const bin = join(postgresFolder(), 'bin');
const identity = postgresIdentity();
const folder = mkdtempSync(join(tmpdir(), 'lianpiao-postgres-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

initialise();
const port = await anyPort();
const server = spawn(join(bin, 'postgres'), ['-D', join(folder, 'data'), ...settings(port)], {
  ...identity,
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const ended = once(server, 'exit');
process.stdin.resume().once('end', () => server.kill('SIGQUIT'));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(signal, () => server.kill('SIGQUIT'));

const url = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
while (server.exitCode === null && !(await takesQueries())) await wait(50);
console.log(url);
await ended;
process.exit(0);

function initialise() {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  chmodSync(folder, 0o755);
  if (identity.uid !== undefined)
    for (const path of [folder, passwordFile]) chownSync(path, identity.uid, identity.gid ?? identity.uid);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const args = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', ...locale];
  execFileSync(join(bin, 'initdb'), ['-D', join(folder, 'data'), ...args], {
    ...identity,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** @param {number} at */
function settings(at) {
  const own = {
    listen_addresses: '127.0.0.1',
    port: at,
    unix_socket_directories: '',
    wal_level: 'logical',
    shared_buffers: '32MB',
    fsync: 'off',
    full_page_writes: 'off',
    log_min_messages: 'fatal',
  };
  return Object.entries(own).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Whichever is free: several of these start at once. */
async function anyPort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return free;
}

async function takesQueries() {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
