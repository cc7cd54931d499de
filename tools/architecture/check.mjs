import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forbiddenImports } from './dependencies.mjs';
import { migrationFaults, migrationRules } from './migrations.mjs';
import { rules } from './rules.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const fixtureOf = (rule) => join(here, 'fixtures', rule);

/** A rule stands when the tree keeps it and its fixture breaks it: a rule that cannot fail proves nothing. */
function verdict(rule, inTree, inFixture) {
  const broken = inTree.filter((fault) => fault.rule === rule).map((fault) => fault.text);
  const proven = inFixture.some((fault) => fault.rule === rule);
  if (proven && broken.length === 0) return console.log(`ok ${rule}`);
  process.exitCode = 1;
  if (!proven) broken.push('its fixture does not turn it red');
  console.log([`RED ${rule}`, ...broken].join('\n    '));
}

const folders = (base) => ['apps', 'libs', 'tools'].filter((folder) => existsSync(join(base, folder)));

const imports = await forbiddenImports(root, ['apps/api', 'apps/tenant-portal', 'libs', 'tools']);
for (const rule of new Set(rules.map(({ name }) => name))) {
  const fixture = fixtureOf(rule);
  verdict(rule, imports, existsSync(fixture) ? await forbiddenImports(fixture, folders(fixture)) : []);
}

const migrations = await migrationFaults(join(root, 'migrations'));
for (const rule of migrationRules) {
  const fixture = fixtureOf(rule);
  verdict(rule, migrations, existsSync(fixture) ? await migrationFaults(fixture) : []);
}

const known = new Set([...rules.map(({ name }) => name), ...migrationRules]);
for (const name of readdirSync(join(here, 'fixtures')))
  if (!known.has(name)) throw new Error(`fixtures/${name} belongs to no rule`);
