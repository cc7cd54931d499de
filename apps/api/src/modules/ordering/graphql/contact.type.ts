import { mask, Personal } from '@lianpiao/graphql';
import { Field, ObjectType } from '@nestjs/graphql';

import type { OrderFacts } from '../domain/order.js';
import { factsOf } from './order.types.js';

const OF_VISITOR = { of: 'Visitor', facts: factsOf } as const;

@ObjectType('Contact', { description: 'How to reach the buyer of an order.' })
export class ContactType {
  readonly facts!: OrderFacts;

  @Personal({ ...OF_VISITOR, mask: mask.name })
  @Field(() => String, { nullable: true, description: 'Name; its initial for staff.' })
  readonly name!: string | null;

  @Personal({ ...OF_VISITOR, mask: mask.email })
  @Field(() => String, { nullable: true, description: 'E-mail address; its initial and host for staff.' })
  readonly email!: string | null;

  @Personal({ ...OF_VISITOR, mask: mask.phone })
  @Field(() => String, { nullable: true, description: 'Telephone number; its ends for staff.' })
  readonly phone!: string | null;
}
