import { describeConfig } from '@lianpiao/config';
import { DomainFailure } from '@lianpiao/kernel';

import { allConfig } from './modules.js';
import { migrate, reset } from './operations.js';
import { controlSchemaText, schemaText } from './schema.js';
import { keepOperator, provisionTenants } from './tenant-files.js';
import { tenantVerb } from './tenant-verbs.js';

/** Verb to what it does. Each writes its answer to standard output and its troubles to standard error. */
const VERBS: Readonly<Record<string, (words: readonly string[]) => Promise<string>>> = {
  schema: schemaText,
  'control-schema': controlSchemaText,
  'config-docs': () => Promise.resolve(describeConfig(allConfig)),
  'provision-tenant': provisionTenants,
  'keep-operator': ([file]) => keepOperator(file),
  tenant: tenantVerb,
  reset: ([sure]) => reset(sure),
};

/** `migrate`, or `cli <verb> [word]`. */
export async function runCli(role: string, [verb = '', ...words]: readonly string[]): Promise<void> {
  if (role === 'migrate') {
    print(await migrate([verb, ...words].filter((word) => word !== '')));
    return;
  }
  const run = role === 'cli' ? VERBS[verb] : undefined;
  if (!run)
    throw new Error(
      `usage: main api | worker | control | migrate [--at-once <tenants>] | cli ${Object.keys(VERBS).join(' | ')}`,
    );
  try {
    print(await run(words));
  } catch (error) {
    // A failure's message alone is for programs: `CODE detail` is for people.
    throw error instanceof DomainFailure ? new Error(`${error.code} ${error.message}`) : error;
  }
}

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
