import { describe, expect, it } from '@jest/globals';

import { benchmarks, runsToItsEnd } from './benchmarks.mjs';

type Command = Parameters<Parameters<typeof runsToItsEnd>[0]['run']>[0];

function ending(code: number) {
  const commands: Command[] = [];
  const run = (command: Command) => {
    commands.push(command);
    return Promise.resolve({ code, log: 'a.log', output: () => 'its last line' });
  };
  return { supervisor: { run } as unknown as Parameters<typeof runsToItsEnd>[0], commands };
}

describe('a benchmark among the tests', () => {
  it('is each that there is', () => {
    expect(benchmarks()).toEqual(['redeem', 'tenancy']);
  });

  it.each([0, 3])('is right where it ended with %i: floors mean nothing in a second', async (code) => {
    expect(await runsToItsEnd(ending(code).supervisor, 'redeem')).toBeUndefined();
  });

  it.each([1, 2, 137])('is wrong where it ended with %i, and says what it said', async (code) => {
    expect(await runsToItsEnd(ending(code).supervisor, 'redeem')).toBe('    a.log, its end:\nits last line');
  });

  it('leaves the databases and services alone that somebody named', async () => {
    const { supervisor, commands } = ending(0);
    await runsToItsEnd(supervisor, 'tenancy');
    const env = commands[0]?.env ?? {};
    const named = ['DATABASE_URL', 'REDIS_URL', 'KEYCLOAK_URL', 'PSP_URL'];
    expect(named.map((name) => env[name])).toEqual(named.map(() => undefined));
    expect(env).toMatchObject({ BENCH_ROUNDS: '1', PATH: process.env.PATH });
  });
});
