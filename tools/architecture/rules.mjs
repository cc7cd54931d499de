import { features, libs, modules } from './graph.mjs';

const home = '^apps/api/src/modules/';
const portal = '^apps/tenant-portal/src/';
const feature = `${portal}features/`;
const test = '\\.spec\\.ts$|/testing/';
/** Where tickets are signed: the server has OpenSSL, a gate has not. */
const serverFiles = '^libs/ticket-token/src/(index|keys|ticket-token)\\.ts$';
/** Pure although elsewhere: the names of roles, the check of input against a shape, the parser of CSV text. */
const vocabulary = '^libs/authz/src/index\\.ts$|^libs/graphql/src/index\\.ts$|node_modules/csv-parse/';
const oneOf = (names) => `(${names.join('|')})/`;

/** A row of a table as a rule: whoever is not named may not be imported. */
const tableRules = (name, table, root, from = {}) =>
  Object.entries(table).map(([owner, allowed]) => ({
    name,
    severity: 'error',
    from: { path: `${root}${owner}/`, ...from },
    to: { path: root, pathNot: root + oneOf([owner, ...allowed]) },
  }));

const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** The rules of dependency-cruiser. Several rows of one table carry one name. */
export const rules = [
  ...tableRules('modules-follow-the-graph', modules, home),
  ...tableRules('libs-follow-the-graph', libs, '^libs/', { pathNot: '\\.spec\\.ts$' }),
  ...tableRules('features-follow-the-graph', features, feature),
  rule('modules-are-declared', { path: home, pathNot: home + oneOf(Object.keys(modules)) }, {}),
  rule('features-are-declared', { path: feature, pathNot: feature + oneOf(Object.keys(features)) }, {}),
  rule(
    'modules-import-only-an-index',
    { path: `${home}([^/]+)/`, pathNot: test },
    { path: `${home}[^/]+/`, pathNot: `${home}($1/|[^/]+/index\\.ts$)` },
  ),
  rule(
    'specs-import-only-testing-and-persistence',
    { path: `${home}([^/]+)/.*(${test})` },
    { path: `${home}[^/]+/`, pathNot: `${home}($1/|[^/]+/(index\\.ts$|testing/|persistence/))` },
  ),
  rule(
    'app-imports-only-an-index',
    { path: '^apps/api/src/(app/|main\\.ts)', pathNot: test },
    { path: `${home}[^/]+/`, pathNot: `${home}[^/]+/index\\.ts$` },
  ),
  rule(
    'features-import-only-an-index',
    { path: `${feature}([^/]+)/` },
    { path: `${feature}[^/]+/`, pathNot: `${feature}($1/|[^/]+/index\\.ts$)` },
  ),
  rule(
    'pages-import-only-an-index',
    { path: `${portal}(app/|main\\.tsx)` },
    { path: `${feature}[^/]+/`, pathNot: `${feature}[^/]+/index\\.ts$` },
  ),
  rule('features-know-no-page', { path: feature }, { path: `${portal}(app/|main\\.tsx)` }),
  rule('shared-knows-no-feature', { path: `${portal}shared/` }, { path: `${portal}(app/|features/|main\\.tsx)` }),
  // What a browser gets: the public API's client, and mechanism that is pure.
  rule(
    'portal-knows-no-server',
    { path: portal },
    { path: '^(apps/api|libs|tools)/', pathNot: '^libs/(kernel|graphql-client)/' },
  ),
  rule('modules-know-no-app', { path: home, pathNot: test }, { path: '^apps/api/src/(app/|main\\.ts)' }),
  rule(
    'domain-is-pure',
    { path: `${home}([^/]+)/domain/`, pathNot: '\\.spec\\.ts$' },
    {
      pathNot: `^libs/(kernel|config)/|${vocabulary}|${home}$1/(domain/|[^/]+\\.(types|failures|events|policy)\\.ts$)`,
      // Shapes may come from anywhere; code may not.
      dependencyTypesNot: ['core', 'type-only'],
    },
  ),
  rule(
    'persistence-knows-no-use-case',
    { path: `${home}([^/]+)/persistence/`, pathNot: '\\.spec\\.ts$' },
    { path: `${home}$1/(graphql|http|use-cases)/` },
  ),
  rule('libs-know-no-app', { path: '^libs/' }, { path: '^(apps|tools)/' }),
  rule('sandbox-knows-no-app', { path: '^tools/sandbox/' }, { path: '^apps/' }),
  rule('api-knows-no-tool', { path: '^apps/api/', pathNot: `${test}|^apps/api/test/` }, { path: '^tools/' }),
  rule('testing-is-for-specs', { pathNot: `${test}|^libs/testing/|^apps/api/test/` }, { path: '^libs/testing/' }),
  rule(
    'browser-code-needs-no-node',
    {
      path: '^libs/(kernel|ticket-token)/src/',
      pathNot: `\\.spec\\.ts$|^libs/kernel/src/node\\.ts$|${serverFiles}`,
    },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'gate-code-reaches-no-server-file',
    { path: '^libs/ticket-token/src/portable\\.ts$' },
    { path: serverFiles, reachable: true },
  ),
  rule('no-cycle', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
];
