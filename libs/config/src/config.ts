import { z } from 'zod';

import { ruleOf } from './broken-rule.js';
import { Secret } from './secret.js';

type Shape = Readonly<Record<string, z.ZodType>>;

/** One module's part of the configuration: environment variables, each with a description. */
export interface ConfigSlice<S extends Shape = Shape> {
  readonly title: string;
  readonly shape: S;
}

export type ConfigOf<Slice extends ConfigSlice> = {
  readonly [Key in keyof Slice['shape']]: z.output<Slice['shape'][Key]>;
};

/** Names every variable that is missing or wrong, and how; never a value. */
export class BadConfig extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'BadConfig';
  }
}

/** `shape`: variable to zod type, each ending in `.describe('what it means')`. */
export function defineConfig<S extends Shape>(title: string, shape: S): ConfigSlice<S> {
  return { title, shape };
}

/** A variable that must not be printed. */
export function secret(description: string) {
  return z
    .string()
    .min(1)
    .transform((value) => new Secret(value))
    .describe(`${description} (secret)`);
}

/**
 * Reads slices from the environment, once, at start.
 * @throws BadConfig with all problems at once
 */
export function loadConfig<Slices extends readonly ConfigSlice[]>(
  slices: Slices,
  env: NodeJS.ProcessEnv,
): { readonly [Index in keyof Slices]: Slices[Index] extends ConfigSlice ? ConfigOf<Slices[Index]> : never } {
  const problems: string[] = [];
  const read = slices.map((slice) => {
    const given = Object.fromEntries(
      Object.keys(slice.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]),
    );
    const parsed = z.object(slice.shape).safeParse(given);
    if (parsed.success) return parsed.data;
    problems.push(...parsed.error.issues.map((issue) => problem(issue, env)));
    return {};
  });
  if (problems.length > 0) throw new BadConfig([...new Set(problems)].sort());
  return read as never;
}

function problem(issue: z.core.$ZodIssue, env: NodeJS.ProcessEnv): string {
  const name = String(issue.path[0] ?? '');
  return env[name] ? `${name}: ${ruleOf(issue)}` : `${name}: not set`;
}
