import { accessibleSql, type Ability, type RequestContext, type SqlFilter } from '@lianpiao/authz';

/** Whether the caller sees products in every state; everybody else sees those on sale. */
export function seesEveryProduct({ ability }: RequestContext): boolean {
  return ability.can('read', 'Product', { state: 'draft' });
}

/** The attractions (`a`) a caller sees: open ones are public, closed ones are for those who work with them. */
export function attractionsSeen(ability: Ability, firstParam: number): SqlFilter {
  const accessible = accessibleSql(
    ability,
    'read',
    'Attraction',
    { state: 'a.state', attractionCode: 'a.code' },
    firstParam,
  );
  return { sql: `(a.state = 'open' OR ${accessible.sql})`, params: accessible.params };
}
