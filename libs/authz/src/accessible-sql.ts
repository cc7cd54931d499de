import type { Ability } from './ability.js';
import type { Action, Subject } from './rules.js';

export interface SqlFilter {
  /** A boolean expression; false where the caller may act on nothing. */
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Node of the tree a set of rules becomes: a comparison of a field, or a compound of nodes. */
interface Condition {
  readonly operator: string;
  readonly value: unknown;
  readonly field?: string;
}

type Columns = Readonly<Record<string, string>>;

/**
 * The instances a caller may act on, as a filter for their list: what `Ability.can` says of one row, in SQL. `columns` names the
 * SQL of each field a rule may speak of; values are bound, from `$<firstParam>` on. An operator or a field that is not listed
 * here admits nothing; a negation, which would turn that around, is none of the operators.
 */
export function accessibleSql(
  ability: Ability,
  action: Action,
  subject: Subject,
  columns: Columns,
  firstParam = 1,
): SqlFilter {
  const tree = ability.conditions(action, subject) as Condition | null;
  if (tree === null) return { sql: 'FALSE', params: [] };
  const writer = new FilterWriter(columns, firstParam);
  return { sql: writer.write(tree), params: writer.params };
}

class FilterWriter {
  readonly params: unknown[] = [];

  constructor(
    private readonly columns: Columns,
    private readonly firstParam: number,
  ) {}

  write(node: Condition): string {
    const { operator, value } = node;
    if (operator === 'and' || operator === 'or') return this.compound(operator, value as readonly Condition[]);
    return this.compare(node) ?? 'FALSE';
  }

  private compound(operator: 'and' | 'or', nodes: readonly Condition[]): string {
    if (nodes.length === 0) return operator === 'and' ? 'TRUE' : 'FALSE';
    return `(${nodes.map((node) => this.write(node)).join(operator === 'and' ? ' AND ' : ' OR ')})`;
  }

  private compare({ operator, field = '', value }: Condition): string | undefined {
    const column = Object.hasOwn(this.columns, field) ? this.columns[field] : undefined;
    if (column === undefined || !isBindable(value)) return undefined;
    if (operator === 'eq') return `${column} IS NOT DISTINCT FROM ${this.bind(value)}`;
    if (operator === 'ne') return `${column} IS DISTINCT FROM ${this.bind(value)}`;
    if (operator === 'in') return `COALESCE(${column} = ANY(${this.bind(value)}), FALSE)`;
    if (operator === 'nin') return `NOT COALESCE(${column} = ANY(${this.bind(value)}), FALSE)`;
    return undefined;
  }

  private bind(value: unknown): string {
    this.params.push(value);
    return `$${this.firstParam + this.params.length - 1}`;
  }
}

/** Not an object: that would be an operator we do not know. */
function isBindable(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => !Array.isArray(item) && isBindable(item));
  return value !== undefined && (typeof value !== 'object' || value === null);
}
