/** What one run measured. */
export interface Measured {
  readonly count: number;
  readonly seconds: number;
  /** Of every answer, in milliseconds, the shortest first. */
  readonly latencies: Float64Array;
}

/** Sends the next request of a client and waits for its answer; throws on one that is not what it should be. */
export type Turn = (client: number, turn: number) => Promise<void>;

/** So many clients, each sending its next request when its last was answered, until the time is up. */
export async function closedLoop(clients: number, seconds: number, take: Turn): Promise<Measured> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  const walk = async (client: number) => {
    for (let turn = 0, at = performance.now(); at < end; turn += 1) {
      await take(client, turn);
      const now = performance.now();
      latencies.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => walk(client)));
  const elapsed = (performance.now() - start) / 1_000;
  return { count: latencies.length, seconds: elapsed, latencies: Float64Array.from(latencies).sort() };
}
