import { CommandInput, LocalizedTextInput } from '@lianpiao/graphql';
import { Field, InputType, Int } from '@nestjs/graphql';

@InputType({ isAbstract: true })
export abstract class ReasonedInput extends CommandInput {
  @Field(() => String, { description: 'Why, for the audit: 1 to 500 characters.' })
  readonly reason!: string;
}

@InputType({ isAbstract: true })
export abstract class OperatorInput extends ReasonedInput {
  @Field(() => String, { description: 'Slug of the tenant.' })
  readonly slug!: string;
}

@InputType({ description: 'The first administrator of an authority.' })
export class FirstAdministratorInput {
  @Field(() => String, { description: 'Name to sign in with: 2 to 60 of a-z, 0-9, ., _ and -.' })
  readonly username!: string;

  @Field(() => String, { description: 'What they are called, up to 80 characters.' })
  readonly displayName!: string;

  @Field(() => String, { description: 'E-mail address.' })
  readonly email!: string;
}

@InputType({ description: 'The authority to bring into being.' })
export class ProvisionTenantInput extends OperatorInput {
  @Field(() => LocalizedTextInput, { description: 'Name of the region, up to 60 characters.' })
  readonly name!: LocalizedTextInput;

  @Field(() => String, { description: 'ISO 4217 code of its prices.' })
  readonly currency!: string;

  @Field(() => String, { description: 'IANA zone of its dates.' })
  readonly timeZone!: string;

  @Field(() => String, { nullable: true, description: 'Colour of its pages, #rrggbb; a green where none is given.' })
  readonly accentColor?: string | null;

  @Field(() => FirstAdministratorInput, { description: 'Who administers it first.' })
  readonly administrator!: FirstAdministratorInput;
}

@InputType({ description: 'Where to take a tenant.' })
export class MoveTenantInput extends OperatorInput {
  @Field(() => String, { description: 'The cell.' })
  readonly cell!: string;
}

@InputType({ description: 'Whose move to give up.' })
export class AbortMoveInput extends OperatorInput {}

@InputType({ description: 'Whose operation to give up.' })
export class GiveUpOperationInput extends OperatorInput {}

@InputType({ description: 'Whose archive to write.' })
export class ExportTenantInput extends OperatorInput {}

@InputType({ description: 'What to make a tenant of.' })
export class RestoreTenantInput extends OperatorInput {
  @Field(() => String, { description: 'Name of the archive.' })
  readonly archive!: string;

  @Field(() => String, { nullable: true, description: 'Its SHA-256, to compare.' })
  readonly sha256?: string | null;
}

@InputType({ description: 'Whom to remove for good, and which archive is kept: one of the two has to be said.' })
export class EraseTenantInput extends OperatorInput {
  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the archive that is kept. Whether it is one that was written here is recorded.',
  })
  readonly archiveSha256?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'No archive is kept, and nothing can be brought back.' })
  readonly withoutArchive?: boolean | null;
}

@InputType({ description: 'What a tenant is to be called.' })
export class RenameTenantInput extends OperatorInput {
  @Field(() => LocalizedTextInput, { description: 'Name of the region, up to 60 characters.' })
  readonly name!: LocalizedTextInput;
}

@InputType({ description: 'Whom to close to everybody.' })
export class SuspendTenantInput extends OperatorInput {}

@InputType({ description: 'Whom to open again.' })
export class ResumeTenantInput extends OperatorInput {}

@InputType({ description: 'What a plan allows: what is left out stays, null lifts a limit.' })
export class SetPlanLimitsInput extends OperatorInput {
  @Field(() => Int, { nullable: true, description: 'Attractions in its catalogue.' })
  readonly attractions?: number | null;

  @Field(() => Int, { nullable: true, description: 'Members of staff who may sign in.' })
  readonly staff?: number | null;

  @Field(() => Int, { nullable: true, description: 'Requests a second, over all nodes.' })
  readonly requestsPerSecond?: number | null;
}

@InputType({ isAbstract: true })
abstract class HostInput extends OperatorInput {
  @Field(() => String, { description: 'The host, in lower case, without port.' })
  readonly host!: string;
}

@InputType({ description: 'A host to reach a tenant at.' })
export class AddTenantHostInput extends HostInput {}

@InputType({ description: 'A host whose proof to look for.' })
export class VerifyTenantHostInput extends HostInput {}

@InputType({ description: 'A host to take away.' })
export class RemoveTenantHostInput extends HostInput {}

@InputType({ description: 'Whose password to replace.' })
export class IssueAdministratorPasswordInput extends OperatorInput {
  @Field(() => String, { description: 'The administrator, by the name they sign in with.' })
  readonly username!: string;
}

@InputType({ isAbstract: true })
abstract class SwitchOperatorInput extends ReasonedInput {
  @Field(() => String, { description: 'The operator, by the name they sign in with.' })
  readonly username!: string;
}

@InputType({ description: 'Whom to lock out.' })
export class DisableOperatorInput extends SwitchOperatorInput {}

@InputType({ description: 'Whom to let in again.' })
export class EnableOperatorInput extends SwitchOperatorInput {}
