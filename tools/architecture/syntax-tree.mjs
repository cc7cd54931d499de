/** Every node of a kind, wherever it stands in Postgres' own syntax tree. */
export function* nodesOf(tree, kind) {
  if (tree === null || typeof tree !== 'object') return;
  for (const [key, value] of Object.entries(tree)) {
    if (key === kind) yield value;
    yield* nodesOf(value, kind);
  }
}

const textOf = (node) => node.String?.sval ?? '';
export const nameOf = (names) => textOf(names.at(-1));

/** `relation` and `table` hold range variables outside the RangeVar wrapper. */
export function* relationsOf(tree) {
  yield* nodesOf(tree, 'RangeVar');
  yield* nodesOf(tree, 'relation');
  yield* nodesOf(tree, 'pktable');
}

export const columnsOf = (tree) => [...nodesOf(tree, 'ColumnDef')];
export const constraintsOf = (tree) => [...nodesOf(tree, 'Constraint')];
export const typeOf = (column) => nameOf(column.typeName?.names ?? [{}]);
