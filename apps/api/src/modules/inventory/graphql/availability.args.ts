import { LocalDateScalar } from '@lianpiao/graphql';
import type { LocalDate } from '@lianpiao/kernel';
import { ArgsType, Field, Int } from '@nestjs/graphql';

@ArgsType()
export class AvailabilityArgs {
  @Field(() => String, { description: 'Code of the product.' })
  readonly productCode!: string;

  @Field(() => LocalDateScalar, { description: 'First date.' })
  readonly from!: LocalDate;

  @Field(() => Int, { defaultValue: 14, description: 'Number of dates, 1 to 62.' })
  readonly days!: number;
}
