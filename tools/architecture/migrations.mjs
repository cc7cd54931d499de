import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'libpg-query';
import { fileRules } from './migration-rules.mjs';

const numbering = 'migrations-are-numbered-without-gaps';
export const migrationRules = [numbering, ...Object.keys(fileRules)];

/**
 * @param {string} base holds the folders `platform` and `tenant`
 * @returns {Promise<{ rule: string, text: string }[]>}
 */
export async function migrationFaults(base) {
  const folders = ['platform', 'tenant'].filter((folder) => existsSync(join(base, folder)));
  if (folders.length === 0) throw new Error(`no migrations under ${base}`);
  return (await Promise.all(folders.map((folder) => folderFaults(base, folder)))).flat();
}

async function folderFaults(base, folder) {
  const names = readdirSync(join(base, folder)).sort();
  const misnamed = names.filter(
    (name, at) => !new RegExp(`^${String(at + 1).padStart(4, '0')}_[a-z_]+\\.sql$`).test(name),
  );
  const files = await Promise.all(names.map((name) => fileFaults(base, folder, name)));
  return [...misnamed.map((name) => ({ rule: numbering, text: `${folder}/${name}` })), ...files.flat()];
}

async function fileFaults(base, folder, name) {
  const text = readFileSync(join(base, folder, name), 'utf8');
  // psql's spelling of a variable: any other than ours is left for the rule on placeholders to name.
  const tree = await parse(text.replaceAll(/(?<!:):(["'][^"']*["'])/g, '$1'));
  return Object.entries(fileRules)
    .filter(([, rule]) => (rule.folder ?? folder) === folder)
    .flatMap(([rule, { broken }]) =>
      broken({ text, tree }).map((what) => ({ rule, text: `${folder}/${name}: ${what}` })),
    );
}
