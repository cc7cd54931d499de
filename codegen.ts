import type { CodegenConfig } from '@graphql-codegen/cli';

/** The typed client: every operation the portal and the demo send, from the committed schema. */
const config: CodegenConfig = {
  schema: 'apps/api/schema.graphql',
  documents: ['apps/tenant-portal/src/**/*.{ts,tsx}', 'tools/demo/**/*.ts'],
  generates: {
    'libs/graphql-client/src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { MinorUnits: 'string', LocalDate: 'string', DateTime: 'string', Base64: 'string' },
      },
    },
  },
  importExtension: '.js',
};

// The command line reads the default export.
export default config;
