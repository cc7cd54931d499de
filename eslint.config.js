import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** SQL that would outlive its transaction, or step out of its tenant. Only libs/db may bind a session. */
const sessionSql = '/^\\s*(SET (?!LOCAL)|RESET |SET SESSION)|set_config\\s*\\(/i';

/** What others added while it waited would be lost. */
const lostUpdate = {
  selector: "AssignmentExpression[operator!='='][left.type='MemberExpression'] > AwaitExpression",
  message: 'Reads before it waits and writes after: wait first, then add.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.local/**',
      'coverage/**',
      'libs/graphql-client/src/generated/**',
      'codegen.ts',
      'apps/tenant-portal/vite.config.ts',
      'tools/architecture/fixtures/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Nest's classes are often nothing but their decorators.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowStaticOnly: true }],
      // Plain data serves as GraphQL's classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // An empty text is as good as none here.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // Methods of an interface that answers promises need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', lostUpdate],
    },
  },
  {
    files: ['apps/api/src/**/*.ts', 'libs/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**', 'libs/testing/**', 'libs/db/src/migrations/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        lostUpdate,
        {
          selector: `Literal[value=${sessionSql}]`,
          message: 'Session state leaks to the next tenant: only SET LOCAL, and only in libs/db.',
        },
        {
          selector: `TemplateElement[value.raw=${sessionSql}]`,
          message: 'Session state leaks to the next tenant: only SET LOCAL, and only in libs/db.',
        },
        {
          selector: "CallExpression[callee.property.name='cache'][arguments.length>0]",
          message: "TypeORM's cache is keyed by the SQL text: it would serve one tenant's rows to another.",
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Configuration is declared in slices and read once, at start.' },
      ],
    },
  },
  {
    // Where the process meets its environment.
    files: [
      'apps/api/src/main.ts',
      'apps/api/src/app/{serve,operations,tenant-verbs,with-tenant-life}.ts',
      'libs/config/**/*.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['tools/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/testing/**', '**/*.fixtures.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Answers of the API are looked at as the JSON they are.
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Tools that read their configuration as a default export.
    files: ['*.config.{js,mjs,ts}', 'codegen.ts', 'apps/tenant-portal/vite.config.ts', 'rspack.config.*'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
