/** What stands in a statement's placeholder, by the placeholder's number: an SQL expression of pgbench's variables. */
export type Placeholders = ReadonlyMap<number, string>;

/**
 * A statement of ours as a pgbench script. The text stays as it is but for its placeholders: pgbench numbers its own
 * parameters, and its variables are numbers or texts, so that an array of one has to be written around them.
 */
export function pgbenchScript(statement: string, placeholders: Placeholders, prelude: readonly string[]): string {
  if (statement.includes(';')) throw new Error('pgbench would cut the statement at its semicolon');
  const filled = statement.replace(/\$(\d+)/g, (_, number: string) => {
    const expression = placeholders.get(Number(number));
    if (!expression) throw new Error(`nothing for placeholder $${number}`);
    return expression;
  });
  return [...prelude, `${filled.trim()};`, ''].join('\n');
}
