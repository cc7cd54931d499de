import { IdempotencyKeyReused } from '@lianpiao/db';
import { InvalidInput, type DomainFailure } from '@lianpiao/kernel';
import { createUnionType, Field, InterfaceType, ObjectType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';

/** What every failure has in common on the wire. */
@InterfaceType('Failure', {
  description: "A business outcome other than success: a code and safe fields; texts are the client's.",
  resolveType: (value: { readonly __typename: string }) => value.__typename,
})
export abstract class Failure {
  @Field(() => String, { description: 'Stable, upper-case identifier of the failure.' })
  readonly code!: string;
}

/** Makes a DomainFailure a member of result unions; its safe fields carry `@Field`. */
export function FailureType(description: string): ClassDecorator {
  return (target) => {
    ObjectType(target.name, { implements: () => [Failure], description })(target);
  };
}

FailureType('An input that no state of the system could accept.')(InvalidInput);
Field(() => String, { description: 'Path of the offending input field.' })(InvalidInput.prototype, 'field');
Field(() => String, { description: 'What it breaks: required, format, range, length.' })(
  InvalidInput.prototype,
  'rule',
);
Field(() => String, { nullable: true, description: 'The bound it misses, where there is one.' })(
  InvalidInput.prototype,
  'limit',
);
FailureType('The idempotency key came before with another request; that one stands, this one did nothing.')(
  IdempotencyKeyReused,
);

type FailureClass = abstract new (...args: never[]) => DomainFailure;

/**
 * The result of a mutation: success, or one of the failures its use case declares. Success values may be plain data; where
 * there is more than one success type they carry `__typename`.
 */
export function resultUnion(
  name: string,
  description: string,
  success: readonly Type<object>[],
  failures: readonly FailureClass[],
) {
  const everyFailure = [...new Set<unknown>([...failures, InvalidInput, IdempotencyKeyReused])] as Type<object>[];
  return createUnionType({
    name,
    description,
    types: () => [...success, ...everyFailure] as const,
    resolveType: (value: object) => {
      if ('__typename' in value && typeof value.__typename === 'string') return value.__typename;
      return success[0];
    },
  });
}
