import { CommandInput, LocalizedTextInput, LocalizedTextType } from '@lianpiao/graphql';
import { Field, InputType, ObjectType } from '@nestjs/graphql';

import type { LocalizedText } from '../../catalog/index.js';
import { AttractionLabel } from './ticket.types.js';

@ObjectType('Gate', { description: 'An entrance of an attraction.' })
export class GateType {
  @Field(() => String, { description: 'Short code, unique in the region.' })
  readonly code!: string;

  @Field(() => LocalizedTextType, { description: 'Name.' })
  readonly name!: LocalizedText;

  @Field(() => AttractionLabel, { description: 'What it leads to.' })
  readonly attraction!: AttractionLabel;
}

@ObjectType({ description: 'Gates that were put up.' })
export class GatesCreated {
  @Field(() => [GateType], { description: 'The gates, in the order asked for.' })
  readonly gates!: readonly GateType[];
}

@InputType({ description: 'A gate to put up.' })
export class GateInput {
  @Field(() => String, { description: 'Its code: lower-case letters, digits, _ and -, at most 60.' })
  readonly code!: string;

  @Field(() => String, { description: 'Code of the attraction it leads to.' })
  readonly attractionCode!: string;

  @Field(() => LocalizedTextInput, { description: 'Its name, at most 80 characters.' })
  readonly name!: LocalizedTextInput;
}

@InputType({ description: 'Gates to put up: all of them or none.' })
export class CreateGatesInput extends CommandInput {
  @Field(() => [GateInput], { description: 'The gates, 1 to 1000.' })
  readonly gates!: GateInput[];
}
