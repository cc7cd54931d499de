import type { Client } from 'pg';

export interface ColumnShape {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** A table as an archive describes it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  readonly key: readonly string[];
}

/** The history of migrations is told apart from the tenant's own rows. */
const HISTORY = 'schema_migration';

/** The tables of a tenant's schema, those that are referenced before those that refer to them. */
export async function tableShapes(owner: Client, schema: string): Promise<TableShape[]> {
  const shapes = await owner.query<TableShape>(
    `SELECT c.relname AS name,
       (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT a.attnotnull) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
       (SELECT json_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum))
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind = 'r' AND c.relname <> $2 ORDER BY c.relname`,
    [schema, HISTORY],
  );
  const references = await owner.query<{ from: string; to: string }>(
    `SELECT DISTINCT f.relname AS from, t.relname AS to FROM pg_constraint k
     JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace n ON n.oid = f.relnamespace
     WHERE n.nspname = $1 AND k.contype = 'f' AND f.oid <> t.oid`,
    [schema],
  );
  return referencedFirst(shapes.rows, references.rows);
}

function referencedFirst(
  shapes: readonly TableShape[],
  references: readonly { from: string; to: string }[],
): TableShape[] {
  const ordered: TableShape[] = [];
  const waiting = new Set(shapes);
  while (waiting.size > 0) {
    const done = new Set(ordered.map(({ name }) => name));
    const ready = [...waiting].filter(({ name }) => references.every(({ from, to }) => from !== name || done.has(to)));
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    for (const shape of ready) waiting.delete(shape);
    ordered.push(...ready);
  }
  return ordered;
}
