import { expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';

import { reachableOnly } from './reachable.js';

it('keeps what the doors lead to, and no other member of an interface', () => {
  const schema = buildSchema(`
    interface Failure { code: String! }
    type Ours implements Failure { code: String! }
    type Theirs implements Failure { code: String! detail: Detail }
    type Detail { text: String }
    input Asked { by: Kind }
    enum Kind { ONE TWO }
    type Done { at: String }
    union Result = Done | Ours
    type Query { door(asked: Asked): Result }
  `);
  const kept = reachableOnly(schema).getTypeMap();
  expect(Object.keys(kept)).toEqual(expect.arrayContaining(['Ours', 'Done', 'Asked', 'Kind', 'Result', 'Failure']));
  expect(Object.keys(kept)).not.toContain('Theirs');
  expect(Object.keys(kept)).not.toContain('Detail');
});
