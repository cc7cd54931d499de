import { describe, expect, it } from '@jest/globals';
import { format, inspect } from 'node:util';

import { BadConfig, defineConfig, describeConfig, loadConfig, Secret, secret, z } from './index.js';

const server = defineConfig('Server', {
  PORT: z.coerce.number().int().min(1).max(65_535).default(4000).describe('Port to listen on'),
  MODE: z.enum(['development', 'production']).default('production').describe('a | b'),
  DIST: z.string().optional().describe('Folder of <something>'),
  KEY: secret('Opens everything'),
});
const database = defineConfig('Database', {
  KEY: secret('Opens everything'),
  POOL: z.coerce.number().int().max(200).describe('Connections').default(16),
  URL: z.url().describe('Where it is'),
  HOST: z
    .string()
    .regex(/^[a-z]+$/)
    .describe('Host')
    .default('localhost'),
});

function problems(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig([server, database] as const, env);
    return [];
  } catch (error) {
    if (error instanceof BadConfig) return error.problems;
    throw error;
  }
}

describe('loading configuration', () => {
  it('reads each slice with its types, defaults where unset or empty, and nothing else', () => {
    const [first, second] = loadConfig([server, database] as const, {
      KEY: 'k',
      URL: 'http://x.cn',
      PORT: '80',
      POOL: '',
      OTHER: 'x',
    });
    const port: number = first.PORT;
    expect([port, first.MODE, first.DIST, first.KEY.reveal()]).toEqual([80, 'production', undefined, 'k']);
    expect([second.POOL, second.HOST]).toEqual([16, 'localhost']);
    expect(Object.keys(second)).not.toContain('OTHER');
  });

  it('names all problems at once, each once', () => {
    expect(problems({ PORT: '0', MODE: 'hunter2', POOL: 'hunter2', URL: 'hunter2', HOST: 'HUNTER2' })).toEqual([
      'HOST: must match /^[a-z]+$/',
      'KEY: not set',
      'MODE: must be one of development, production',
      'POOL: expected number',
      'PORT: must be at least 1',
      'URL: expected url',
    ]);
    expect(problems({ KEY: '', PORT: '99999', POOL: '1.5', URL: '' })).toEqual([
      'KEY: not set',
      'POOL: expected int',
      'PORT: must be at most 65535',
      'URL: not set',
    ]);
  });

  it('never tells a value, not even what a rule says about it', () => {
    const nosy = defineConfig('Nosy', {
      SEED: z
        .string()
        .refine(() => false, { error: ({ input }) => `bad: ${String(input)}` })
        .describe('x'),
    });
    expect(() => loadConfig([nosy], { SEED: 'hunter2' })).toThrow('SEED: custom');
    expect(() => loadConfig([nosy], { SEED: 'hunter2' })).not.toThrow('hunter2');
  });
});

describe('a secret', () => {
  const value = new Secret('hunter2');

  it('shows itself to nobody but who asks', () => {
    const shown = [
      String(value),
      value.toString(),
      JSON.stringify({ value }),
      inspect({ value }, { showHidden: true, depth: 9 }),
      format('%s %o %j', value, value, value),
    ];
    expect(shown.join()).toContain('[secret]');
    expect(shown.join()).not.toContain('hunter2');
    expect(inspect(value, { customInspect: false })).not.toContain('hunter2');
    expect(Object.keys(value)).toEqual([]);
    expect(value.reveal()).toBe('hunter2');
  });
});

it('describes itself as a page: meaning, default, required, secret', () => {
  const fallback = defineConfig('Fallback', { SEED: secret('For tests').default(new Secret('hunter2')) });
  const page = describeConfig([server, database, fallback]);
  const rows = page.split('\n').map((line) => line.replace(/ +/g, ' '));
  expect(rows).toEqual(
    expect.arrayContaining([
      '## Server',
      '| `PORT` | Port to listen on | `4000` |',
      '| `MODE` | a \\| b | `production` |',
      '| `DIST` | Folder of \\<something> | none |',
      '| `KEY` | Opens everything (secret) | required |',
      '| `POOL` | Connections | `16` |',
      '| `SEED` | For tests (secret) | `[secret]` |',
    ]),
  );
  expect(page).not.toContain('hunter2');
});
