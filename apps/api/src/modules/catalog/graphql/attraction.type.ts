import { connectionOf, LocalizedTextType, MoneyType } from '@lianpiao/graphql';
import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';

import type { LocalizedText } from '../catalog.types.js';
import { AttractionState } from './catalog.enums.js';

@ObjectType({ description: 'A place that visitors come to see.' })
export class Attraction {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Short code, unique in the region.' })
  readonly code!: string;

  @Field(() => LocalizedTextType, { description: 'Name.' })
  readonly name!: LocalizedText;

  @Field(() => String, { description: 'Grade of quality, e.g. 5A (GB/T 17775).' })
  readonly grade!: string;

  @Field(() => LocalizedTextType, { description: 'City it lies in.' })
  readonly city!: LocalizedText;

  @Field(() => String, { description: 'Kind of place, e.g. water_town.' })
  readonly category!: string;

  @Field(() => Float, { description: 'Degrees north (WGS 84).' })
  readonly latitude!: number;

  @Field(() => Float, { description: 'Degrees east (WGS 84).' })
  readonly longitude!: number;

  @Field(() => MoneyType, { description: 'Price of one entry at the gate.' })
  readonly gatePrice!: MoneyType;

  @Field(() => Int, { description: 'Visitors it may receive in a day.' })
  readonly dailyCapacity!: number;

  @Field(() => String, { description: 'Opening time, HH:MM, of the attraction.' })
  readonly opens!: string;

  @Field(() => String, { description: 'Closing time, HH:MM, of the attraction.' })
  readonly closes!: string;

  @Field(() => Boolean, { description: 'Whether visitors are admitted by time slot.' })
  readonly timedEntry!: boolean;

  @Field(() => AttractionState, { description: 'Whether it receives visitors.' })
  readonly state!: AttractionState;
}

export const AttractionConnection = connectionOf(Attraction, 'Attraction');
