/**
 * A PgBouncer in transaction mode before a Postgres, for specs: its address comes on standard output, and it serves until standard
 * input ends. Arguments: the address of a database with the user and password to be let in by.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { postgresIdentity } from './postgres-user.mjs';

const behind = new URL(process.argv[2] ?? '');
const command = process.env.PGBOUNCER_PATH ?? '/usr/sbin/pgbouncer';
const identity = postgresIdentity();
const folder = mkdtempSync(join(tmpdir(), 'lianpiao-pgbouncer-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const port = await anyPort();
const [user, password] = [behind.username, decodeURIComponent(behind.password)];
written('users.txt', `"${user}" "${password}"\n`);
const config = written(
  'pgbouncer.ini',
  `[databases]
* = host=${behind.hostname} port=${behind.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = 6
max_client_conn = 200
log_connections = 0
log_disconnections = 0
log_pooler_errors = 0
`,
);
const server = spawn(command, ['-q', config], { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
const ended = once(server, 'exit');
process.stdin.resume().once('end', () => server.kill('SIGTERM'));
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']))
  process.once(signal, () => server.kill('SIGTERM'));

while (server.exitCode === null && !(await listens())) await wait(50);
const own = new URL(behind);
own.hostname = '127.0.0.1';
own.port = String(port);
console.log(own.href);
await ended;
process.exit(0);

/**
 * @param {string} name
 * @param {string} text
 */
function written(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(folder, 0o755);
  if (identity.uid !== undefined)
    for (const path of [folder, file]) chownSync(path, identity.uid, identity.gid ?? identity.uid);
  return file;
}

async function anyPort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return free;
}

/** @returns {Promise<boolean>} */
function listens() {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
