import { rmSync } from 'node:fs';
import { rspack } from '@rspack/core';
import { root } from './paths.mjs';
import { programs } from './program.mjs';

/** Our own sources go in; packages are loaded from node_modules, as in every other way of running. */
const ours = /^[./]|^@lianpiao\//;

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: bundle-programs <folder>');
rmSync(folder, { recursive: true, force: true });

const compiler = rspack({
  mode: 'none',
  target: 'node20',
  context: root,
  devtool: 'source-map',
  entry: programs,
  output: { path: folder, filename: '[name].mjs', chunkFilename: '[id].mjs', module: true, chunkFormat: 'module' },
  resolve: { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } },
  externals: [({ request = '' }, done) => (ours.test(request) ? done() : done(undefined, `module ${request}`))],
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: 'builtin:swc-loader',
        options: {
          jsc: {
            target: 'es2022',
            parser: { syntax: 'typescript', decorators: true },
            transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          },
        },
      },
    ],
  },
});

compiler.run((error, stats) => {
  const failed = error ?? (stats?.hasErrors() ? stats.toString({ all: false, errors: true }) : undefined);
  if (failed) console.error(failed);
  process.exitCode = failed ? 1 : 0;
});
