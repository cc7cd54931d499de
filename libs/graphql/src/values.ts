import { decimalString, type Money } from '@lianpiao/kernel';
import { Field, InputType, ObjectType } from '@nestjs/graphql';

import { MinorUnits } from './scalars.js';

@ObjectType('Money', { description: 'An exact amount of money.' })
export class MoneyType implements Money {
  @Field(() => MinorUnits, { description: 'Whole minor units of the currency.' })
  readonly minor!: bigint;

  @Field(() => String, { description: 'ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => String, { description: 'The same as a decimal, e.g. 298.00.' })
  readonly decimal!: string;
}

export function money(minor: bigint, currency: string): MoneyType {
  return { minor, currency, decimal: decimalString({ minor, currency }) };
}

@ObjectType('LocalizedText', { description: 'A text in the languages of the storefront.' })
export class LocalizedTextType {
  @Field(() => String, { description: 'Simplified Chinese.' })
  readonly zh!: string;

  @Field(() => String, { description: 'English.' })
  readonly en!: string;
}

@InputType('LocalizedTextInput', { description: 'A text in the languages of the storefront.' })
export class LocalizedTextInput {
  @Field(() => String, { description: 'Simplified Chinese.' })
  readonly zh!: string;

  @Field(() => String, { description: 'English.' })
  readonly en!: string;
}

@InputType({ isAbstract: true })
export abstract class CommandInput {
  @Field(() => String, {
    description:
      'Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer.',
  })
  readonly idempotencyKey!: string;
}
