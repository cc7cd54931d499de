import { connectionOf, DateTimeScalar, Impersonal, LocalizedTextType } from '@lianpiao/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

import type { OperationKind, OperationState } from '../domain/operation.js';

/** Whoever comes through this door is an operator, and operators answer for each other's acts. */
const AMONG_OPERATORS = 'what operators did, for operators';

export const TenantState = {
  PROVISIONING: 'provisioning',
  ACTIVE: 'active',
  SUSPENDED: 'suspended',
  ERASING: 'erasing',
} as const;
registerEnumType(TenantState, {
  name: 'TenantState',
  description: 'Whether a tenant is served.',
  valuesMap: {
    PROVISIONING: { description: 'It is being made.' },
    ACTIVE: { description: 'It is served.' },
    SUSPENDED: { description: 'Everybody is refused.' },
    ERASING: { description: 'It is being removed for good: that can be completed, and nothing else.' },
  },
});

export const OperationKindEnum = {
  PROVISION: 'provision',
  MOVE: 'move',
  ABORT_MOVE: 'abortMove',
  EXPORT: 'export',
  RESTORE: 'restore',
  ERASE: 'erase',
} as const;
registerEnumType(OperationKindEnum, {
  name: 'OperationKind',
  description: 'What an operation does.',
  valuesMap: {
    PROVISION: { description: 'Brings a tenant into being.' },
    MOVE: { description: 'Takes it to another cell while it works.' },
    ABORT_MOVE: { description: 'Gives up a move.' },
    EXPORT: { description: 'Writes all it has to an archive.' },
    RESTORE: { description: 'Makes a tenant of an archive.' },
    ERASE: { description: 'Removes it for good.' },
  },
});

export const OperationStateEnum = {
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
} as const;
registerEnumType(OperationStateEnum, {
  name: 'OperationState',
  description: 'How an operation stands.',
  valuesMap: {
    QUEUED: { description: 'It waits, for its turn or for another try.' },
    RUNNING: { description: 'A process works on it.' },
    SUCCEEDED: { description: 'It is done.' },
    FAILED: { description: 'It was given up; its failure says why. What it did stays: the same, sent again, goes on.' },
  },
});

@ObjectType({ description: "What a tenant's plan allows; null: no limit." })
export class PlanLimits {
  @Field(() => Int, { nullable: true, description: 'Attractions in its catalogue.' })
  readonly attractions!: number | null;

  @Field(() => Int, { nullable: true, description: 'Members of staff who may sign in.' })
  readonly staff!: number | null;

  @Field(() => Int, { nullable: true, description: 'Requests a second, over all nodes that serve it.' })
  readonly requestsPerSecond!: number | null;
}

@ObjectType({ description: 'An authority on the platform.' })
export class Tenant {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Short name, as in its host; never another tenant’s.' })
  readonly slug!: string;

  @Field(() => LocalizedTextType, { description: 'Name of the region.' })
  readonly name!: LocalizedTextType;

  @Field(() => TenantState, { description: 'Whether it is served.' })
  readonly state!: 'provisioning' | 'active' | 'suspended' | 'erasing';

  @Field(() => String, { description: 'The cell it lives on.' })
  readonly cell!: string;

  @Field(() => [String], { description: 'Verified hosts it is reached at.' })
  readonly hosts!: readonly string[];

  @Field(() => Int, { description: 'Number of its newest migration.' })
  readonly migration!: number;

  @Field(() => PlanLimits, { description: 'What its plan allows.' })
  readonly limits!: PlanLimits;
}
export const TenantConnection = connectionOf(Tenant, 'Tenant');

export const CellState = { OPEN: 'open', FULL: 'full', DRAINING: 'draining' } as const;
registerEnumType(CellState, {
  name: 'CellState',
  description: 'Whether new tenants go there.',
  valuesMap: {
    OPEN: { description: 'They do.' },
    FULL: { description: 'No more fit.' },
    DRAINING: { description: 'It is being emptied.' },
  },
});

@ObjectType({ description: 'A database cluster that tenants live on.' })
export class Cell {
  @Field(() => ID, { description: 'Its name.' })
  readonly id!: string;

  @Field(() => CellState, { description: 'Whether new tenants go there.' })
  readonly state!: 'open' | 'full' | 'draining';

  @Field(() => Int, { description: 'Tenants that live there.' })
  readonly tenants!: number;
}

@ObjectType('OperationStep', { description: 'A step of an operation that is done.' })
export class OperationStepType {
  @Impersonal('a step')
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  readonly doneAt!: Date;
}

@ObjectType({ description: 'What there is to know of an operation that is done; what its kind does not have is null.' })
export class OperationOutcome {
  @Field(() => String, { nullable: true, description: 'Host the tenant is reached at.' })
  readonly host?: string;

  @Field(() => String, { nullable: true, description: 'Cell it lives on.' })
  readonly cell?: string;

  @Field(() => String, { nullable: true, description: 'Name of the archive.' })
  readonly archive?: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the archive, or what was kept as proof of it.' })
  readonly sha256?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of an erasure: whether the archive that is kept is one an operation wrote of this tenant.',
  })
  readonly verified?: boolean;

  @Field(() => Int, { nullable: true, description: 'Rows it went through.' })
  readonly rows?: number;

  @Field(() => String, { nullable: true, description: 'Size of the archive in bytes.' })
  readonly bytes?: string;

  @Field(() => Int, { nullable: true, description: 'Milliseconds in which nobody could write.' })
  readonly pauseMs?: number;

  @Field(() => [String], {
    nullable: true,
    description:
      'Cells that did not answer and may still have something of the tenant: the same again, once they do, removes it.',
  })
  readonly unreached?: readonly string[];
}

@ObjectType('OperationFailure', { description: 'Why an operation, or an attempt at it, did not succeed.' })
export class OperationFailureType {
  @Field(() => String, { description: 'Stable, upper-case identifier.' })
  readonly code!: string;

  @Field(() => String, { nullable: true, description: 'What it names: a field, a file, a host.' })
  readonly detail!: string | null;
}

@ObjectType('Operation', {
  description: 'Long work on a tenant, which goes on whatever happens to the process that does it.',
})
export class OperationType {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => OperationKindEnum, { description: 'What it does.' })
  readonly kind!: OperationKind;

  @Field(() => String, { description: 'Slug of the tenant.' })
  readonly slug!: string;

  @Field(() => OperationStateEnum, { description: 'How it stands.' })
  readonly state!: OperationState;

  @Field(() => [OperationStepType], { description: 'What is done of it so far.' })
  readonly steps!: readonly OperationStepType[];

  @Field(() => Int, { description: 'How often it was taken up.' })
  readonly attempts!: number;

  @Field(() => OperationFailureType, {
    nullable: true,
    description: 'Why its last attempt did not succeed, where it waits for another: an outage is waited out.',
  })
  readonly trouble!: OperationFailureType | null;

  @Field(() => OperationOutcome, { nullable: true, description: 'Once it has succeeded.' })
  readonly result!: OperationOutcome | null;

  @Field(() => OperationFailureType, { nullable: true, description: 'Once it has failed.' })
  readonly failure!: OperationFailureType | null;

  @Impersonal(AMONG_OPERATORS)
  @Field(() => String, { description: 'Who asked for it.' })
  readonly actor!: string;

  @Impersonal(AMONG_OPERATORS)
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt!: Date | null;
}
export const OperationConnection = connectionOf(OperationType, 'Operation');

@ObjectType('OperatorEntry', { description: 'What an operator did, to whom and why. Nobody can change it.' })
export class OperatorEntryType {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly recordedAt!: Date;

  @Impersonal(AMONG_OPERATORS)
  @Field(() => String, { description: 'Who.' })
  readonly actor!: string;

  @Field(() => String, { description: 'What, e.g. `tenant.suspend`.' })
  readonly action!: string;

  @Field(() => String, { description: 'Slug of the tenant; `operator:` and a name, where it was done to an operator.' })
  readonly slug!: string;

  @Impersonal(AMONG_OPERATORS)
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;

  @Field(() => String, { nullable: true, description: 'What it found, as JSON.' })
  readonly before!: string | null;

  @Field(() => String, { nullable: true, description: 'What it left, as JSON.' })
  readonly after!: string | null;
}
export const OperatorEntryConnection = connectionOf(OperatorEntryType, 'OperatorEntry');

@ObjectType({ description: 'What the owner of a domain publishes to prove that it is theirs.' })
export class DnsProof {
  @Field(() => String, { description: 'Name of the TXT record.' })
  readonly record!: string;

  @Field(() => String, { description: 'Its text.' })
  readonly txt!: string;
}

@ObjectType('TenantHost', { description: 'A host of a tenant.' })
export class TenantHostType {
  @Field(() => String, { description: 'The host.' })
  readonly host!: string;

  @Field(() => Boolean, { description: 'Whether the tenant is reached at it.' })
  readonly verified!: boolean;

  @Field(() => DnsProof, { nullable: true, description: 'What is to be published first; null when nothing is.' })
  readonly publish!: DnsProof | null;
}

@ObjectType({ description: 'A host that is the tenant’s no more.' })
export class TenantHostRemoved {
  @Field(() => String, { description: 'The host.' })
  readonly host!: string;
}

@ObjectType({ description: 'A password to be replaced at the first sign-in. It is told once.' })
export class AdministratorPassword {
  @Impersonal('whoever hands the password over has to know to whom')
  @Field(() => String, { description: 'Who signs in with it.' })
  readonly username!: string;

  @Field(() => String, { nullable: true, description: 'The password; null for a repeat of the command.' })
  readonly temporaryPassword!: string | null;
}
