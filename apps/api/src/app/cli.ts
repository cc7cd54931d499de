import { describeConfig } from '@lianpiao/config';

import { allConfig } from './modules.js';
import { migrate, provisionTenant, reset } from './operations.js';
import { schemaText } from './schema.js';

/** Verb to what it does. Each writes its answer to standard output and its troubles to standard error. */
const VERBS: Readonly<Record<string, (words: readonly string[]) => Promise<string>>> = {
  schema: schemaText,
  'config-docs': () => Promise.resolve(describeConfig(allConfig)),
  'provision-tenant': ([file]) => provisionTenant(file),
  reset: ([sure]) => reset(sure),
};

/** `migrate`, or `cli <verb> [word]`. */
export async function runCli(role: string, [verb = '', ...words]: readonly string[]): Promise<void> {
  if (role === 'migrate') {
    print(await migrate());
    return;
  }
  const run = role === 'cli' ? VERBS[verb] : undefined;
  if (!run) throw new Error(`usage: main api | worker | migrate | cli ${Object.keys(VERBS).join(' | ')}`);
  print(await run(words));
}

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
