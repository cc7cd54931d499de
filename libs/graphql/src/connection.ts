import { InvalidInput, isId } from '@lianpiao/kernel';
import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';

/** Relay cursor connections (https://relay.dev/graphql/connections.htm), forward only, over a keyset. */
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is a page after this one.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Always false: lists are read forward.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item.' })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item; pass it as `after` for the next page.',
  })
  readonly endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'Items a page, 1 to 100.' })
  readonly first: number = 20;

  @Field(() => String, { nullable: true, description: 'Cursor after which the page begins.' })
  readonly after?: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
}

/** The GraphQL types `<name>Edge` and `<name>Connection` of a node type. */
export function connectionOf<T extends object>(Node: Type<T>, name: string): Type<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `An item of a list of ${name}.` })
  class NodeEdge implements Edge<T> {
    @Field(() => String, { description: 'Position of the item in the list.' })
    readonly cursor!: string;

    @Field(() => Node, { description: 'The item.' })
    readonly node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class NodeConnection implements Connection<T> {
    @Field(() => [NodeEdge], { description: 'The items with their cursors.' })
    readonly edges!: readonly Edge<T>[];

    @Field(() => [Node], { description: 'The items.' })
    readonly nodes!: readonly T[];

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    readonly pageInfo!: PageInfo;
  }
  return NodeConnection;
}

/** Cuts a page from rows fetched one beyond `first`; `cursorOf` names the row's keyset values in sort order. */
export function connection<T>(
  rows: readonly T[],
  first: number,
  cursorOf: (row: T) => readonly string[],
): Connection<T> {
  const nodes = rows.slice(0, first);
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(cursorOf(node)) }));
  return {
    nodes,
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Page size within its bounds. @throws InvalidInput */
export function pageSize({ first }: Pick<PageArgs, 'first'>): number {
  if (!Number.isInteger(first) || first < 1 || first > 100) throw new InvalidInput('first', 'range', '1..100');
  return first;
}

export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** What a part of a cursor is, so that a forged one is refused before it reaches a query. */
const CURSOR_PARTS = {
  text: (value: string) => value.length <= 200,
  id: isId,
  instant: (value: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  integer: (value: string) => /^\d{1,9}$/.test(value),
} as const;
export type CursorPart = keyof typeof CURSOR_PARTS;

/** The keyset values of a cursor made of such parts. @throws InvalidInput when it is none of ours */
export function decodeCursor(after: string | null | undefined, parts: readonly CursorPart[]): string[] | undefined {
  if (after === undefined || after === null) return undefined;
  const values = parsed(after);
  const fits = values?.length === parts.length && parts.every((part, at) => CURSOR_PARTS[part](values[at] ?? ''));
  if (!fits) throw new InvalidInput('after', 'format', 'cursor');
  return values;
}

function parsed(after: string): string[] | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(after.slice(0, 512), 'base64url').toString());
    return Array.isArray(json) && json.every((value) => typeof value === 'string') ? json : undefined;
  } catch {
    return undefined;
  }
}
