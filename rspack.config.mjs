import { fileURLToPath } from 'node:url';

/** Our own sources go in; packages are loaded from node_modules. */
const ours = /^[./]|^@lianpiao\//;

/**
 * The one production bundle.
 * @type {import('@rspack/core').Configuration}
 */
const bundle = {
  mode: 'none',
  target: 'node20',
  context: fileURLToPath(new URL('.', import.meta.url)),
  devtool: 'source-map',
  entry: { main: './apps/api/src/main.ts' },
  output: {
    path: fileURLToPath(new URL('dist/apps/api', import.meta.url)),
    filename: '[name].js',
    chunkFilename: '[id].js',
    module: true,
    chunkFormat: 'module',
  },
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
};

export default bundle;
