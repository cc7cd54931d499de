import { identifier, type PreparedSql, type TenantTx } from '@lianpiao/db';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/**
 * Tables that a statement reads from end to end if it is planned now, for parameters of any value. What is planned once
 * (`PreparedSql.plan`) may be planned while its tables are empty, and goes on with that plan when they are not.
 */
export async function tablesReadWhole(tx: TenantTx, { text }: PreparedSql): Promise<string[]> {
  const sql = text(identifier(tx.scope.schema));
  const highest = Math.max(...Array.from(sql.matchAll(/\$(\d+)/g), ([, number]) => Number(number)));
  const nulls = Array.from({ length: highest }, () => 'NULL').join(', ');
  await tx.execute('SET LOCAL plan_cache_mode = force_generic_plan');
  await tx.execute(`PREPARE planned_now AS ${sql}`);
  const [row] = await tx.query<{ 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
    `EXPLAIN (FORMAT JSON) EXECUTE planned_now(${nulls})`,
  );
  await tx.execute('DEALLOCATE planned_now');
  return row ? [...new Set(readWhole(row['QUERY PLAN'][0].Plan))].sort() : [];
}

function readWhole(node: PlanNode): string[] {
  const below = (node.Plans ?? []).flatMap(readWhole);
  const relation = node['Relation Name'];
  return node['Node Type'] === 'Seq Scan' && relation ? [relation, ...below] : below;
}
