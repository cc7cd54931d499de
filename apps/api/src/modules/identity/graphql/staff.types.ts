import { CommandInput, connectionOf, DateTimeScalar, Impersonal, mask, Personal, resultUnion } from '@lianpiao/graphql';
import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';

import { ChangeStaff, type ChangeStaffRequest } from '../use-cases/change-staff.js';
import { InviteStaff, type InviteStaffRequest } from '../use-cases/invite-staff.js';
import { ResetStaffPassword } from '../use-cases/reset-staff-password.js';
import { SwitchStaff, type SwitchStaffRequest } from '../use-cases/switch-staff.js';

export const StaffState = { ACTIVE: 'active', DISABLED: 'disabled' } as const;
registerEnumType(StaffState, {
  name: 'StaffState',
  description: 'Whether somebody may work.',
  valuesMap: { ACTIVE: { description: 'They may sign in.' }, DISABLED: { description: 'They are locked out.' } },
});

/** Whoever runs an attraction knows who works there. */
const OF_STAFF = {
  of: 'Staff',
  facts: ({ attractionCodes }: StaffMemberType) => ({ attractionCode: attractionCodes }),
} as const;

@ObjectType('StaffMember', { description: 'Somebody who works for the authority, or for its attractions.' })
export class StaffMemberType {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Impersonal('the trail and the lists have to say who it was')
  @Field(() => String, { description: 'Name they sign in with.' })
  readonly username!: string;

  @Personal({ ...OF_STAFF, mask: mask.name })
  @Field(() => String, { description: 'What they are called; masked for who only reads.' })
  readonly displayName!: string;

  @Personal({ ...OF_STAFF, mask: mask.email })
  @Field(() => String, { description: 'E-mail address; masked for who only reads.' })
  readonly email!: string;

  @Field(() => [String], { description: 'Their roles.' })
  readonly roles!: readonly string[];

  @Field(() => [String], { description: 'Codes of the attractions they work for.' })
  readonly attractionCodes!: readonly string[];

  @Field(() => StaffState, { description: 'Whether they may work.' })
  readonly state!: 'active' | 'disabled';

  @Field(() => Boolean, {
    description: 'Whether the identity provider has still to be told the latest; it is, as soon as it answers.',
  })
  readonly pending!: boolean;

  @Field(() => DateTimeScalar, { description: 'When they were taken on.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When this was last changed.' })
  readonly updatedAt!: Date;
}

export const StaffConnection = connectionOf(StaffMemberType, 'Staff');

@ArgsType()
export class StaffFilterArgs {
  @Field(() => String, { nullable: true, description: 'Only those in whose names this occurs.' })
  readonly search?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those with this role.' })
  readonly role?: string | null;

  @Field(() => StaffState, { nullable: true, description: 'Only those in this state.' })
  readonly state?: 'active' | 'disabled' | null;
}

@ObjectType({ description: 'A member with a new password.' })
export class StaffMemberWithPassword {
  @Field(() => StaffMemberType, { description: 'The member.' })
  readonly member!: StaffMemberType;

  @Field(() => String, {
    nullable: true,
    description:
      'A password they have to replace when they sign in first. It is told once: null for a repeat of the command, and while the account is pending.',
  })
  readonly temporaryPassword!: string | null;
}

@InputType({ description: 'Somebody to take on.' })
export class InviteStaffInput extends CommandInput implements InviteStaffRequest {
  @Field(() => String, { description: 'Name to sign in with: 2 to 60 of a-z, 0-9, ., _ and -.' })
  readonly username!: string;

  @Field(() => String, { description: 'What they are called, up to 80 characters.' })
  readonly displayName!: string;

  @Field(() => String, { description: 'E-mail address.' })
  readonly email!: string;

  @Field(() => [String], { description: 'Roles: finance, attraction-manager, gate-operator, auditor.' })
  readonly roles!: string[];

  @Field(() => [String], { description: 'Codes of the attractions they work for; needed for roles at attractions.' })
  readonly attractionCodes!: string[];
}

@InputType({ description: 'What is to change about somebody; what is left out stays.' })
export class ChangeStaffInput extends CommandInput implements ChangeStaffRequest {
  @Field(() => ID, { description: 'The member.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'What they are called, up to 80 characters.' })
  readonly displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  readonly email?: string | null;

  @Field(() => [String], { nullable: true, description: 'All their roles from now on.' })
  readonly roles?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'All their attractions from now on, by code.' })
  readonly attractionCodes?: string[] | null;

  @Field(() => String, { description: 'Why, for the audit trail.' })
  readonly reason!: string;
}

@InputType({ isAbstract: true })
abstract class StaffReasonInput extends CommandInput implements SwitchStaffRequest {
  @Field(() => ID, { description: 'The member.' })
  readonly id!: string;

  @Field(() => String, { description: 'Why, for the audit trail.' })
  readonly reason!: string;
}

@InputType({ description: 'Whom to lock out, and why.' })
export class DisableStaffInput extends StaffReasonInput {}

@InputType({ description: 'Whom to let in again, and why.' })
export class EnableStaffInput extends StaffReasonInput {}

@InputType({ description: 'Who has lost their password.' })
export class ResetStaffPasswordInput extends StaffReasonInput {}

const OR_WHY_NOT = 'The member, or why not.';
export const InviteStaffResult = resultUnion(
  'InviteStaffResult',
  OR_WHY_NOT,
  [StaffMemberWithPassword],
  InviteStaff.failures,
);
export const ChangeStaffResult = resultUnion('ChangeStaffResult', OR_WHY_NOT, [StaffMemberType], ChangeStaff.failures);
export const SwitchStaffResult = resultUnion('SwitchStaffResult', OR_WHY_NOT, [StaffMemberType], SwitchStaff.failures);
export const ResetStaffPasswordResult = resultUnion(
  'ResetStaffPasswordResult',
  OR_WHY_NOT,
  [StaffMemberWithPassword],
  ResetStaffPassword.failures,
);
