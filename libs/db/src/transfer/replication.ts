import type { Client } from 'pg';

import { identifier } from '../scope.js';

/** Why a schema cannot be replicated from one server to another. */
export class CannotReplicate extends Error {
  constructor(readonly reason: 'SAME_SERVER' | 'WAL_LEVEL') {
    super(
      reason === 'SAME_SERVER'
        ? 'both cells are on one server: a tenant moves between servers'
        : 'wal_level of the source is not logical: set it and restart that server',
    );
    this.name = 'CannotReplicate';
  }
}

export async function assertReplicable(source: Client, target: Client): Promise<void> {
  if (await onOneServer(source, target)) throw new CannotReplicate('SAME_SERVER');
  const { rows } = await source.query<{ level: string }>(`SELECT current_setting('wal_level') AS level`);
  if (rows[0]?.level !== 'logical') throw new CannotReplicate('WAL_LEVEL');
}

/** Whether two databases share a server, and so its roles. */
export async function onOneServer(one: Client, other: Client): Promise<boolean> {
  return (await serverOf(one)) === (await serverOf(other));
}

async function serverOf(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('SELECT system_identifier::text AS id FROM pg_control_system()');
  return rows[0]?.id;
}

/** One publication and one subscription a schema; both, and the slot between them, carry this name. */
const nameOf = (schema: string) => identifier(`move_${schema}`);
const bare = (schema: string) => `move_${schema}`;
/** Every database of a server sees the subscriptions of all. */
const OURS = 's.subname = $1 AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())';

/**
 * Begins to copy a schema to the same, empty one on another server, and to follow it. Where that began before it goes on: whatever a
 * cut-off attempt left halfway is removed first.
 * @param sourceUrl where the target's server reaches the source, as its owner
 */
export async function replicate(source: Client, target: Client, schema: string, sourceUrl: string): Promise<void> {
  const name = nameOf(schema);
  const published = await source.query('SELECT FROM pg_publication WHERE pubname = $1', [bare(schema)]);
  if (published.rowCount === 0)
    await source.query(`CREATE PUBLICATION ${name} FOR TABLES IN SCHEMA ${identifier(schema)}`);
  if (await follows(target, schema, sourceUrl)) return;
  await dropSlot(source, schema);
  await truncateAll(target, schema);
  const connection = target.escapeLiteral(sourceUrl);
  // Not streamed: what has been received has been applied. An error stops it, instead of repeating itself for ever.
  await target.query(
    `CREATE SUBSCRIPTION ${name} CONNECTION ${connection} PUBLICATION ${name} WITH (streaming = off, disable_on_error = true)`,
  );
}

/** Whether a copy from there is under way, begun by this attempt or one that was cut off. */
export async function follows(target: Client, schema: string, sourceUrl: string): Promise<boolean> {
  const found = await target.query(
    `SELECT FROM pg_subscription s WHERE ${OURS} AND s.subenabled AND s.subconninfo = $2`,
    [bare(schema), sourceUrl],
  );
  return found.rowCount === 1;
}

/** Tables of the target that are not copied yet, and the position up to which it has followed. */
export interface Progress {
  readonly tables: number;
  readonly waiting: number;
  readonly received: string | null;
  /** False once an error has stopped it. */
  readonly running: boolean;
}

export async function progressOf(target: Client, schema: string): Promise<Progress> {
  const { rows } = await target.query<Progress>(
    `SELECT count(r.*)::int AS tables, count(r.*) FILTER (WHERE r.srsubstate <> 'r')::int AS waiting, s.subenabled AS running,
       (SELECT received_lsn::text FROM pg_stat_subscription w WHERE w.subid = s.oid AND w.relid IS NULL AND w.worker_type = 'apply') AS received
     FROM pg_subscription s LEFT JOIN pg_subscription_rel r ON r.srsubid = s.oid WHERE ${OURS} GROUP BY s.oid, s.subenabled`,
    [bare(schema)],
  );
  return rows[0] ?? { tables: 0, waiting: 0, received: null, running: false };
}

/** Where the source's log ends now, with everything before it on its disk: a follower who has received this has it all. */
export async function endOfLog(source: Client): Promise<string> {
  await source.query(
    `BEGIN; SET LOCAL synchronous_commit = on; SELECT pg_logical_emit_message(true, 'move', ''); COMMIT`,
  );
  const { rows } = await source.query<{ lsn: string }>('SELECT pg_current_wal_flush_lsn()::text AS lsn');
  return rows[0]?.lsn ?? '';
}

export async function hasReceived(target: Client, schema: string, lsn: string): Promise<boolean> {
  const { received } = await progressOf(target, schema);
  if (received === null) return false;
  const { rows } = await target.query<{ reached: boolean }>('SELECT $1::pg_lsn >= $2::pg_lsn AS reached', [
    received,
    lsn,
  ]);
  return rows[0]?.reached ?? false;
}

/** Ends it, on both sides; harmless where there is nothing to end. */
export async function stopReplicating(source: Client, target: Client, schema: string): Promise<void> {
  const name = nameOf(schema);
  const subscribed = await target.query(`SELECT FROM pg_subscription s WHERE ${OURS}`, [bare(schema)]);
  if (subscribed.rowCount === 1) {
    await target.query(`ALTER SUBSCRIPTION ${name} DISABLE`);
    await target.query(`DROP SUBSCRIPTION ${name}`).catch(async () => {
      // Its slot is gone already, or where it cannot be asked for: the subscription goes without it.
      await target.query(`ALTER SUBSCRIPTION ${name} SET(slot_name = NONE)`);
      await target.query(`DROP SUBSCRIPTION ${name}`);
    });
  }
  await stopPublishing(source, schema);
}

/** Ends it at the source alone, whose log is kept for nobody from then on. */
export async function stopPublishing(source: Client, schema: string): Promise<void> {
  await source.query(`DROP PUBLICATION IF EXISTS ${nameOf(schema)}`);
  await dropSlot(source, schema);
}

/** Also under a follower who does not answer us, but goes on asking the source. */
async function dropSlot(source: Client, schema: string): Promise<void> {
  await source.query('SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = $1', [
    bare(schema),
  ]);
  await source.query(
    'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active',
    [bare(schema)],
  );
}

/** What migrations put into the target comes again with the copy. */
async function truncateAll(target: Client, schema: string): Promise<void> {
  const { rows } = await target.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 ORDER BY 1',
    [schema],
  );
  const tables = rows.map(({ name }) => `${identifier(schema)}.${identifier(name)}`);
  if (tables.length > 0) await target.query(`TRUNCATE ${tables.join(', ')}`);
}
