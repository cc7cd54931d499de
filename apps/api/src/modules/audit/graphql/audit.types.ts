import { connectionOf, DateTimeScalar, Impersonal, mask, Personal } from '@lianpiao/graphql';
import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';

import type { Change } from '../domain/changes.js';
import { maskedFact } from '../domain/masked.js';

const FACT = { of: 'Staff', mask: (value: string, { field }: Change) => maskedFact(field, value) } as const;

@ObjectType({ description: 'A field that an act changed.' })
export class AuditChange {
  @Field(() => String, { description: 'Name of the field.' })
  readonly field!: string;

  @Personal(FACT)
  @Field(() => String, { nullable: true, description: 'What it was; null when there was nothing.' })
  readonly before!: string | null;

  @Personal(FACT)
  @Field(() => String, { nullable: true, description: 'What it became; null when nothing is left.' })
  readonly after!: string | null;
}

@ObjectType('AuditEntry', {
  description: 'A privileged act: who did what to what, when and why. Nobody can change it.',
})
export class AuditEntryType {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  readonly recordedAt!: Date;

  @Impersonal('the trail is there to say who did it')
  @Field(() => String, { description: 'Who did it, by the name they sign in with.' })
  readonly actorName!: string;

  @Field(() => [String], { description: 'The roles they had then.' })
  readonly actorRoles!: readonly string[];

  @Field(() => String, { description: 'What was done, e.g. `staff.disable`.' })
  readonly action!: string;

  @Field(() => String, { description: 'Kind of what it was done to, e.g. `Staff`.' })
  readonly subjectType!: string;

  @Field(() => String, { description: 'What it was done to: a code, a number or a name.' })
  readonly subjectId!: string;

  @Personal({ of: 'Staff', mask: mask.text })
  @Field(() => String, { nullable: true, description: 'Why, where a reason was given.' })
  readonly reason!: string | null;

  @Field(() => [AuditChange], { description: 'What it changed.' })
  readonly changes!: readonly AuditChange[];

  @Field(() => String, { description: 'Identifier of the request, as in the logs and in its answer.' })
  readonly requestId!: string;
}

export const AuditEntryConnection = connectionOf(AuditEntryType, 'AuditEntry');

@ArgsType()
export class AuditFilterArgs {
  @Field(() => String, { nullable: true, description: 'Only this act, e.g. `staff.disable`.' })
  readonly action?: string | null;

  @Field(() => String, { nullable: true, description: 'Only what this person did, by the name they sign in with.' })
  readonly actorName?: string | null;

  @Field(() => String, { nullable: true, description: 'Only what was done to this.' })
  readonly subjectId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before this instant.' })
  readonly from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before this instant.' })
  readonly until?: Date | null;
}
