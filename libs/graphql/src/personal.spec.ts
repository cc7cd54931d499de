import { describe, expect, it } from '@jest/globals';
import { Ability, ANONYMOUS, type Role } from '@lianpiao/authz';
import {
  graphql,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfigMap,
} from 'graphql';

import { mask } from './masks.js';
import { maskPersonal, type PersonalRule } from './personal.js';

const facts = ({ keyHeld }: { readonly keyHeld: boolean }) => ({ keyHeld });
const personal = (rule: Partial<PersonalRule>) => ({ personal: { of: 'Order', facts, mask: mask.email, ...rule } });

const GUESTS = [
  { keyHeld: true, email: 'li@a.example' },
  { keyHeld: false, email: 'wang@b.example' },
  { keyHeld: false, email: null },
];

function fields(): GraphQLFieldConfigMap<unknown, unknown> {
  return {
    email: { type: GraphQLString, extensions: personal({}) },
    phone: {
      type: GraphQLString,
      resolve: () => Promise.resolve('13812345678'),
      extensions: personal({ mask: mask.phone }),
    },
    staffEmail: {
      type: GraphQLString,
      resolve: () => 'boss@c.example',
      extensions: { personal: { of: 'Staff', mask: mask.email } },
    },
  };
}

/** What somebody with these roles is answered of guests. */
async function seenBy(roles: readonly Role[], asked: string): Promise<unknown> {
  const Guest = new GraphQLObjectType({ name: 'Guest', fields });
  const guests = { type: new GraphQLNonNull(new GraphQLList(Guest)), resolve: () => GUESTS };
  const schema = maskPersonal(
    new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { guests } }) }),
  );
  const contextValue = { requestContext: { ability: new Ability({ ...ANONYMOUS, roles }) } };
  const { data } = await graphql({ schema, source: `{ guests { ${asked} } }`, contextValue });
  return data?.guests;
}

describe('a personal field', () => {
  it('is whole where the caller may reveal this very instance, and masked elsewhere', async () => {
    expect(await seenBy(['visitor'], 'email')).toEqual([
      { email: 'li@a.example' },
      { email: 'w***@b.example' },
      { email: null },
    ]);
  });

  it('is masked for whoever may reveal nothing, also where a resolver answers later', async () => {
    const masked = { phone: '138****5678' };
    expect(await seenBy(['auditor'], 'phone')).toEqual([masked, masked, masked]);
    expect(await seenBy([], 'phone')).toEqual([masked, masked, masked]);
  });

  it('is whole for whoever may reveal all of its kind', async () => {
    const [seen] = (await seenBy(['bureau-admin'], 'staffEmail')) as object[];
    expect(seen).toEqual({ staffEmail: 'boss@c.example' });
  });
});
