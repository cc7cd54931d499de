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
 * here admits nothing, also below a negation.
 */
export function accessibleSql(ability: Ability, action: Action, subject: Subject, columns: Columns, firstParam = 1): SqlFilter {
  const tree = ability.conditions(action, subject) as Condition | null;
  if (tree === null) return { sql: 'FALSE', params: [] };
  const writer = new FilterWriter(columns, firstParam);
  return { sql: writer.write(tree, false), params: writer.params };
}

class FilterWriter {
  readonly params: unknown[] = [];

  constructor(
    private readonly columns: Columns,
    private readonly firstParam: number,
  ) {}

  /** `negated`: whether an odd number of negations is above, where admitting nothing means to be true. */
  write(node: Condition, negated: boolean): string {
    const inner = (turned: boolean) => (node.value as readonly Condition[]).map((child) => this.write(child, turned));
    if (node.operator === 'and') return joined(inner(negated), ' AND ', 'TRUE');
    if (node.operator === 'or') return joined(inner(negated), ' OR ', 'FALSE');
    if (node.operator === 'not' || node.operator === 'nor') return `NOT ${joined(inner(!negated), ' OR ', 'FALSE')}`;
    return this.compare(node) ?? (negated ? 'TRUE' : 'FALSE');
  }

  /** Never NULL, so that a negation above turns it around as it does in memory. */
  private compare({ operator, field = '', value }: Condition): string | undefined {
    const column = Object.hasOwn(this.columns, field) ? this.columns[field] : undefined;
    if (column === undefined || value === undefined) return undefined;
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

function joined(parts: readonly string[], operator: string, ifNone: string): string {
  return parts.length === 0 ? ifNone : `(${parts.join(operator)})`;
}
