import { Secret } from '@lianpiao/config';

import { DatabaseAddresses } from '../../../apps/api/src/modules/tenancy/index.js';

/** What the runner of benchmarks has started and where, and how long to measure. */
export interface Surroundings {
  /** The bundle of the API. */
  readonly apiProgram: string;
  /** Flags for Node before it, e.g. of a profiler. */
  readonly apiFlags: readonly string[];
  readonly pgbench: string;
  readonly issuerUrl: string;
  /** Port in the tenants' addresses, as their realms know them. */
  readonly publicPort: string;
  readonly addresses: DatabaseAddresses;
  /** For files of this run. */
  readonly folder: string;
  /** Only what has this in its name, for a profile: nothing is compared then. */
  readonly only: string;
  readonly rounds: number;
  readonly seconds: number;
}

export function surroundings(
  env: NodeJS.ProcessEnv,
  { rounds = 3, seconds = 8 }: Partial<Pick<Surroundings, 'rounds' | 'seconds'>> = {},
): Surroundings {
  const secrets = {
    DATABASE_URL: new Secret(text(env, 'DATABASE_URL')),
    APP_DB_PASSWORD: new Secret(text(env, 'APP_DB_PASSWORD')),
  };
  return {
    apiProgram: text(env, 'API_PROGRAM'),
    apiFlags: (env.BENCH_API_FLAGS ?? '').split(' ').filter((flag) => flag !== ''),
    pgbench: text(env, 'PGBENCH_PATH'),
    issuerUrl: text(env, 'KEYCLOAK_URL'),
    publicPort: text(env, 'PUBLIC_PORT'),
    addresses: new DatabaseAddresses(secrets),
    folder: text(env, 'DEMO_STATE_DIR'),
    only: env.BENCH_ONLY ?? '',
    rounds: Number(env.BENCH_ROUNDS ?? rounds),
    seconds: Number(env.BENCH_SECONDS ?? seconds),
  };
}

function text(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set: benchmarks are started with "npm run bench -- <name>"`);
  return value;
}
