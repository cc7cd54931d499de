import { connectionOf, DateTimeScalar, Impersonal, mask, Personal } from '@lianpiao/graphql';
import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';

export const OperatorState = { ACTIVE: 'active', DISABLED: 'disabled' } as const;
registerEnumType(OperatorState, {
  name: 'OperatorState',
  description: 'Whether somebody may operate the platform.',
  valuesMap: { ACTIVE: { description: 'They may sign in.' }, DISABLED: { description: 'They are locked out.' } },
});

@ObjectType('Operator', { description: 'Somebody who operates the platform.' })
export class OperatorAccount {
  @Impersonal('the trail and the lists have to say who it was')
  @Field(() => String, { description: 'Name they sign in with.' })
  readonly username!: string;

  @Personal({ of: 'Staff', mask: mask.email })
  @Field(() => String, { description: 'E-mail address.' })
  readonly email!: string;

  @Field(() => OperatorState, { description: 'Whether they may operate the platform.' })
  readonly state!: 'active' | 'disabled';

  @Field(() => Boolean, {
    description: 'Whether the identity provider has still to be told the latest; it is, as soon as it answers.',
  })
  readonly pending!: boolean;

  @Field(() => DateTimeScalar, { description: 'When they were let in first.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When this was last changed.' })
  readonly updatedAt!: Date;
}
export const OperatorConnection = connectionOf(OperatorAccount, 'Operator');
