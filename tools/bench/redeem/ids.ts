/** Rows of the benchmark have ids made of a kind and a number, in the layout of a UUID, so that pgbench can compute them. */
export const Kind = {
  attraction: 1,
  gate: 2,
  product: 3,
  order: 4,
  orderLine: 5,
  pass: 6,
  redemption: 7,
  firstUse: 8,
  closed: 9,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export function idOf(kind: Kind, number: number): string {
  return `${prefix(kind)}${number.toString(16).padStart(12, '0')}`;
}

/** The same id in SQL, from an expression of type bigint. */
export function idInSql(kind: Kind, number: string): string {
  return `('${prefix(kind)}' || lpad(to_hex(${number}), 12, '0'))::uuid`;
}

/** A device's own number of the scan of a pass. */
export function nonceOf(pass: number): string {
  return idOf(Kind.redemption, pass);
}

function prefix(kind: Kind): string {
  return `0000000${kind}-0000-7000-8000-`;
}
