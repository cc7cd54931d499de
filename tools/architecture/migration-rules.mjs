import { columnsOf, constraintsOf, nameOf, nodesOf, relationsOf, typeOf } from './syntax-tree.mjs';

const inexact = ['float4', 'float8', 'money'];
const numbered = ['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8'];
const where = (column) => `column ${column.colname}`;
const columnsThat =
  (found) =>
  ({ tree }) =>
    columnsOf(tree).filter(found).map(where);

/** What a default may call: the instant of the transaction is one value for all of it. */
const steady = ['now'];

function* defaultsOf(tree) {
  for (const { contype, raw_expr: expression } of constraintsOf(tree)) {
    if (contype === 'CONSTR_IDENTITY') yield 'identity column';
    if (contype !== 'CONSTR_DEFAULT') continue;
    for (const { funcname } of nodesOf(expression, 'FuncCall'))
      if (!steady.includes(nameOf(funcname))) yield `default ${nameOf(funcname)}()`;
  }
}

function tablesWithoutKey({ tree }) {
  const keyed = (part) => constraintsOf(part).some(({ contype }) => contype === 'CONSTR_PRIMARY');
  const later = [...nodesOf(tree, 'AlterTableStmt')].filter(keyed).map(({ relation }) => relation.relname);
  return [...nodesOf(tree, 'CreateStmt')]
    .filter((table) => !table.partbound && !keyed(table) && !later.includes(table.relation.relname))
    .map(({ relation }) => `table ${relation.relname}`);
}

function unforcedTables({ tree }) {
  const having = (subtype) =>
    [...nodesOf(tree, 'AlterTableStmt')]
      .filter((change) => [...nodesOf(change, 'subtype')].includes(subtype))
      .map(({ relation }) => relation.relname);
  const enabled = having('AT_EnableRowSecurity');
  const forced = having('AT_ForceRowSecurity');
  return [...nodesOf(tree, 'CreateStmt')]
    .filter((table) => columnsOf(table).some(({ colname }) => colname === 'tenant_id'))
    .map(({ relation }) => relation.relname)
    .filter((name) => !enabled.includes(name) || !forced.includes(name));
}

function definersViews({ tree }) {
  const asInvoker = (view) => (view.options ?? []).some(({ DefElem }) => DefElem.defname === 'security_invoker');
  return [...nodesOf(tree, 'ViewStmt')].filter((view) => !asInvoker(view)).map(({ view }) => `view ${view.relname}`);
}

/** SECURITY DEFINER, when it is created and afterwards. */
function definersFunctions({ tree }) {
  return [...nodesOf(tree, 'DefElem')]
    .filter(({ defname, arg }) => defname === 'security' && arg?.Boolean?.boolval)
    .map(() => 'SECURITY DEFINER');
}

/** By name: `folder` limits a rule to one of the two sets. Each answers with what breaks it. */
export const fileRules = {
  'table-has-a-primary-key': { broken: tablesWithoutKey },
  'ids-come-from-the-application': {
    broken: ({ tree }) => [
      ...defaultsOf(tree),
      ...[...nodesOf(tree, 'CreateSeqStmt')].map(({ sequence }) => `sequence ${sequence.relname}`),
      ...columnsThat((column) => numbered.includes(typeOf(column)))({ tree }),
    ],
  },
  'tenant-names-are-unqualified': {
    folder: 'tenant',
    broken: ({ tree }) => [
      ...[...relationsOf(tree)].filter(({ schemaname }) => schemaname).map((r) => `${r.schemaname}.${r.relname}`),
      ...[...nodesOf(tree, 'CreateSchemaStmt')].map(({ schemaname }) => `schema ${schemaname}`),
    ],
  },
  'no-enum-type': { broken: ({ tree }) => [...nodesOf(tree, 'CreateEnumStmt')].map((e) => nameOf(e.typeName)) },
  'views-ask-as-the-caller': { broken: definersViews },
  'functions-ask-as-the-caller': { broken: definersFunctions },
  'functions-only-assert': {
    broken: ({ tree }) =>
      [...nodesOf(tree, 'CreateFunctionStmt')].map((f) => nameOf(f.funcname)).filter((n) => !n.startsWith('assert_')),
  },
  'no-inexact-number': { broken: columnsThat((column) => inexact.includes(typeOf(column))) },
  'minor-units-are-bigint': {
    broken: columnsThat((column) => column.colname.endsWith('_minor') && typeOf(column) !== 'int8'),
  },
  'instants-have-a-zone': { broken: columnsThat((column) => typeOf(column) === 'timestamp') },
  'tenant-rows-are-guarded': { folder: 'platform', broken: unforcedTables },
  'one-placeholder': {
    broken: ({ text }) =>
      [...text.matchAll(/(?<!:):["'][^"']*["']/g)].map(([it]) => it).filter((it) => it !== ':"tenant_role"'),
  },
};
