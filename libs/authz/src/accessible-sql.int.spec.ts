import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';

import { Ability } from './ability.js';
import { accessibleSql } from './accessible-sql.js';
import { ROLES, type Role, type Rule } from './rules.js';

type Row = Readonly<Record<'clientId' | 'attractionCode' | 'state', string | null>>;
const COLUMNS = { clientId: 'r.client', attractionCode: 'r.attraction', state: 'r.state' };

const value = fc.constantFrom('a', 'b', "c'; DROP TABLE x --");
const row: fc.Arbitrary<Row> = fc.record({
  clientId: fc.option(value),
  attractionCode: fc.option(value),
  state: fc.option(value),
});
const comparison = fc.oneof(
  fc.option(value),
  fc.record({ $eq: value }),
  fc.record({ $ne: fc.option(value) }),
  fc.record({ $in: fc.array(value, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(value, { maxLength: 3 }) }),
);
const field = fc.constantFrom('clientId', 'attractionCode', 'state');
const conditions = fc.dictionary(field, comparison, { minKeys: 1, maxKeys: 3 });
const rule: fc.Arbitrary<Rule> = fc
  .option(conditions, { freq: 8 })
  .map((found) => ({ actions: ['read'], subjects: ['Order'], ...(found && { where: () => plain(found) }) }));

/** The generator's objects lack a prototype, which no rule of ours does. */
function plain(found: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(found)) as Record<string, unknown>;
}

function abilityOf(rules: readonly Rule[]): Ability {
  const table = Object.fromEntries(ROLES.map((role) => [role, rules])) as Record<Role, readonly Rule[]>;
  const principal = {
    subject: 's',
    username: 's',
    clientId: 'a',
    roles: ['finance'],
    attractionIds: [],
    anonymous: false,
  } as const;
  return new Ability(principal, table);
}

describe('[S52] accessibleSql', () => {
  const client = new Client({ connectionString: process.env.TEST_DATABASE_URL });
  beforeAll(() => client.connect());
  afterAll(() => client.end());

  async function admitted(ability: Ability, rows: readonly Row[]): Promise<number[]> {
    const given = JSON.stringify(
      rows.map((one, index) => ({ i: index, client: one.clientId, attraction: one.attractionCode, state: one.state })),
    );
    const { sql, params } = accessibleSql(ability, 'read', 'Order', COLUMNS, 2);
    const from = 'jsonb_to_recordset($1::jsonb) AS r(i int, client text, attraction text, state text)';
    const found = await client.query<{ i: number }>(`SELECT i FROM ${from} WHERE ${sql} ORDER BY i`, [
      given,
      ...params,
    ]);
    return found.rows.map(({ i }) => i);
  }

  it('admits exactly the rows that the ability admits in memory', async () => {
    const property = fc.asyncProperty(
      fc.array(rule, { maxLength: 3 }),
      fc.array(row, { minLength: 1, maxLength: 12 }),
      async (rules, rows) => {
        const ability = abilityOf(rules);
        const expected = rows.flatMap((one, index) => (ability.can('read', 'Order', one) ? [index] : []));
        expect(await admitted(ability, rows)).toEqual(expected);
      },
    );
    await fc.assert(property, { numRuns: 400 });
  });

  it('admits nothing for an operator or a field that is not listed, nor for a negation', () => {
    const of = (found: object) =>
      accessibleSql(
        abilityOf([{ actions: ['read'], subjects: ['Order'], where: () => ({ ...found }) }]),
        'read',
        'Order',
        COLUMNS,
      );
    expect(of({ phone: '1' })).toEqual({ sql: 'FALSE', params: [] });
    expect(of({ state: { $regex: '.*' } })).toEqual({ sql: 'FALSE', params: [] });
    expect(of({ state: { $not: { $regex: '.*' } } })).toEqual({ sql: 'FALSE', params: [] });
  });

  it('admits nothing where there is no rule, and binds every value', () => {
    expect(accessibleSql(abilityOf([]), 'read', 'Order', COLUMNS)).toEqual({ sql: 'FALSE', params: [] });
    const hostile = abilityOf([{ actions: ['read'], subjects: ['Order'], where: () => ({ state: "' OR TRUE --" }) }]);
    expect(accessibleSql(hostile, 'read', 'Order', COLUMNS, 4)).toEqual({
      sql: 'r.state IS NOT DISTINCT FROM $4',
      params: ["' OR TRUE --"],
    });
  });
});
