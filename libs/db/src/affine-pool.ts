import pg, { type PoolClient, type PoolConfig } from 'pg';

/** A connection that is checked out. */
export interface CheckedOut {
  readonly client: PoolClient;
  /** Gives it back, once; with an error, closes it. */
  readonly release: (error?: Error) => void;
}

/** A place for one connection, and which schemas the connection there has worked in. */
interface Lane {
  readonly pool: pg.Pool;
  readonly schemas: Set<string>;
  /** Whose work it does. */
  worksFor: string | undefined;
  /** How many it has finished with. */
  finished: number;
}

interface Waiting {
  readonly schema: string;
  /** Where it would like to go; undefined once it has waited long enough to go anywhere. */
  home: Lane | undefined;
  /** What its home had finished with when it last looked, and since when it waits. */
  seen: number | undefined;
  readonly since: number;
  readonly start: (lane: Lane) => void;
}

/** A backend keeps catalog entries and plans of every schema it worked in, up to 1 MB each: it is replaced before it holds too many. */
const MOST_SCHEMAS = 150;
/** A backend that knows fewer may learn one more at once: in a small fleet every connection is at home everywhere. */
const FEW_SCHEMAS = 32;
/** How often who waits looks whether its home moves on. One that stands still is left for another place, which is then kept. */
const LOOK_EVERY_MS = 50;
/** One that moves on is waited for: where all are busy, planning elsewhere would only make them busier. But not for ever. */
const STRAY_AFTER_MS = 500;
const GIVE_UP_AFTER_MS = 5_000;
const IDLE_MS = 60_000;
/** So that a plan made while a table was small does not serve for ever. */
const LIFETIME_SECONDS = 600;

/**
 * A pool that gives a schema, where it can, a connection which has worked in that schema: its backend has the tables and the plans at hand.
 * Without that, a fleet of tenants plans nearly every statement anew (measured at 100 of them: 0.4 times the redemptions of one tenant).
 * Each schema has a home, so that each backend comes to know a share of a large fleet's schemas and no more; a busy schema spreads to
 * others.
 */
export class AffinePool {
  private readonly lanes: readonly Lane[];
  private readonly waiting: Waiting[] = [];

  constructor(config: PoolConfig, size: number) {
    this.lanes = Array.from({ length: size }, () => lane(config));
  }

  /** @throws Error when none is free, or the server does not answer, for five seconds */
  async take(schema: string): Promise<CheckedOut> {
    const lane = this.idle(schema) ?? (await this.turn(schema));
    lane.worksFor = schema;
    try {
      return this.checkedOut(lane, await lane.pool.connect(), schema);
    } catch (error) {
      this.free(lane);
      throw error;
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.lanes.map(({ pool }) => pool.end()));
  }

  private checkedOut(lane: Lane, client: PoolClient, schema: string): CheckedOut {
    let failure: Error | undefined;
    let released = false;
    // Cut off while it is out: whoever works with it hears of it from their query; unheard, it would end the process.
    const onError = (error: Error) => (failure = error);
    client.on('error', onError);
    lane.schemas.add(schema);
    const release = (error?: Error) => {
      if (released) return;
      released = true;
      client.off('error', onError);
      client.release(error ?? failure ?? lane.schemas.size >= MOST_SCHEMAS);
      this.free(lane);
    };
    return { client, release };
  }

  /** One that knows the schema, its home, or one that may learn it; any, where the schema itself is at work already. */
  private idle(schema: string): Lane | undefined {
    const idle = this.lanes.filter(isIdle);
    const home = this.homeOf(schema);
    const best = idle.find(({ schemas }) => schemas.has(schema)) ?? idle.find((lane) => lane === home);
    if (best) return best;
    const isBusy = this.lanes.some(({ worksFor }) => worksFor === schema);
    return isBusy ? idle[0] : idle.find(learns);
  }

  private homeOf(schema: string): Lane | undefined {
    return this.lanes[hash(schema) % this.lanes.length];
  }

  private turn(schema: string): Promise<Lane> {
    return new Promise((resolve, reject) => {
      const start = (lane: Lane) => {
        clearInterval(looking);
        clearTimeout(givingUp);
        resolve(lane);
      };
      const home = this.homeOf(schema);
      const waiting: Waiting = { schema, home, seen: home?.finished, since: Date.now(), start };
      const looking = setInterval(() => this.look(waiting), LOOK_EVERY_MS);
      const givingUp = setTimeout(() => {
        clearInterval(looking);
        this.leave(waiting);
        reject(new Error(`no connection was free within ${GIVE_UP_AFTER_MS} ms`));
      }, GIVE_UP_AFTER_MS);
      this.waiting.push(waiting);
    });
  }

  private look(waiting: Waiting): void {
    const finished = waiting.home?.finished;
    const movesOn = finished !== waiting.seen;
    waiting.seen = finished;
    if (movesOn && Date.now() - waiting.since < STRAY_AFTER_MS) return;
    waiting.home = undefined;
    const idle = this.lanes.find(isIdle);
    if (idle) this.start(waiting, idle);
  }

  /** Whoever has waited the longest of those that may work here is next. */
  private free(lane: Lane): void {
    lane.worksFor = undefined;
    lane.finished += 1;
    const next = this.waiting.find(
      ({ schema, home = lane }) => home === lane || lane.schemas.has(schema) || learns(lane),
    );
    if (next) this.start(next, lane);
  }

  private start(waiting: Waiting, lane: Lane): void {
    this.leave(waiting);
    lane.worksFor = waiting.schema;
    waiting.start(lane);
  }

  private leave(waiting: Waiting): void {
    this.waiting.splice(this.waiting.indexOf(waiting), 1);
  }
}

function lane(config: PoolConfig): Lane {
  const times = {
    connectionTimeoutMillis: GIVE_UP_AFTER_MS,
    idleTimeoutMillis: IDLE_MS,
    maxLifetimeSeconds: LIFETIME_SECONDS,
  };
  const pool = new pg.Pool({ ...config, ...times, max: 1 });
  const schemas = new Set<string>();
  pool.on('connect', () => schemas.clear());
  // An idle connection that was cut off: the pool has put it away, the next one to come gets a new one.
  pool.on('error', () => undefined);
  return { pool, schemas, worksFor: undefined, finished: 0 };
}

function isIdle({ worksFor }: Lane): boolean {
  return worksFor === undefined;
}

function learns({ schemas }: Lane): boolean {
  return schemas.size < FEW_SCHEMAS;
}

/** FNV-1a: spreads names evenly, and the same way in every process. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
