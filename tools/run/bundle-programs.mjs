import { rmSync } from 'node:fs';
import { rspack } from '@rspack/core';
import production from '../../rspack.config.mjs';
import { programs } from './program.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: bundle-programs <folder>');
rmSync(folder, { recursive: true, force: true });

const output = { ...production.output, path: folder, filename: '[name].mjs', chunkFilename: '[id].mjs' };
const compiler = rspack({ ...production, entry: programs, output });

compiler.run((error, stats) => {
  const failed = error ?? (stats?.hasErrors() ? stats.toString({ all: false, errors: true }) : undefined);
  if (failed) console.error(failed);
  process.exitCode = failed ? 1 : 0;
});
