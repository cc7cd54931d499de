import { describeEnum, LocalDateScalar } from '@lianpiao/graphql';
import type { LocalDate } from '@lianpiao/kernel';
import { Field, Int, ObjectType } from '@nestjs/graphql';

import { AvailabilityStatus, type DayAvailability } from '../domain/availability.js';

describeEnum('AvailabilityStatus', 'How a visit date stands.', AvailabilityStatus, {
  AVAILABLE: { description: 'At least half of the places are left.' },
  LIMITED: { description: 'Fewer than half of the places are left.' },
  SOLD_OUT: { description: 'No place is left.' },
  CLOSED: { description: 'It is over, or an attraction receives no visitors.' },
});

@ObjectType({ description: 'What is left of a product on a date: of its tightest attraction, where it has several.' })
export class AvailabilityDay implements DayAvailability {
  @Field(() => LocalDateScalar, { description: 'Visit date.' })
  readonly date!: LocalDate;

  @Field(() => Int, { nullable: true, description: 'Places in all; null for a product that takes no capacity.' })
  readonly capacity!: number | null;

  @Field(() => Int, { nullable: true, description: 'Places left; null for a product that takes no capacity.' })
  readonly left!: number | null;

  @Field(() => AvailabilityStatus, { description: 'How the date stands.' })
  readonly status!: AvailabilityStatus;
}
