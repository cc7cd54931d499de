import { CommandInput, DateTimeScalar, LocalDateScalar, LocalizedTextInput, MinorUnits } from '@lianpiao/graphql';
import type { LocalDate } from '@lianpiao/kernel';
import { Field, InputType, Int } from '@nestjs/graphql';

import { ProductKind, UnitType, ValidityClock, ValidityStart } from '../domain/product-terms.js';
import type { ProductRequest, UnitPriceRequest } from '../domain/product-draft.js';

@InputType({ description: 'A unit and its first price.' })
export class UnitPriceInput implements UnitPriceRequest {
  @Field(() => UnitType, { description: 'Who it is for.' })
  readonly type!: UnitType;

  @Field(() => MinorUnits, { description: "Price in the region's currency." })
  readonly priceMinor!: bigint;

  @Field(() => MinorUnits, {
    nullable: true,
    description: 'Highest price that was approved, where prices are regulated.',
  })
  readonly ceilingMinor?: bigint | null;

  @Field(() => String, { nullable: true, description: 'Number of that approval.' })
  readonly approvalNumber?: string | null;
}

@InputType({ description: 'A product to make, as a draft.' })
export class CreateProductInput extends CommandInput implements ProductRequest {
  @Field(() => String, { description: 'Short code, unique in the region: a-z, 0-9, _ and -, up to 60.' })
  readonly code!: string;

  @Field(() => ProductKind, { description: 'What it is.' })
  readonly kind!: ProductKind;

  @Field(() => LocalizedTextInput, { description: 'Name.' })
  readonly name!: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { nullable: true, description: 'What the buyer gets, in a few sentences.' })
  readonly summary?: LocalizedTextInput | null;

  @Field(() => Boolean, { description: 'Whether it is sold for one visit date, within the capacity of that date.' })
  readonly dated!: boolean;

  @Field(() => ValidityClock, { description: 'How the days of validity are counted.' })
  readonly validityClock!: ValidityClock;

  @Field(() => ValidityStart, {
    description: 'What the validity is counted from; the visit date if and only if dated.',
  })
  readonly validityStarts!: ValidityStart;

  @Field(() => String, { description: 'How long it is valid (ISO 8601 duration, e.g. P3D).' })
  readonly validityPeriod!: string;

  @Field(() => String, {
    nullable: true,
    description: 'By when after purchase it starts at the latest (ISO 8601 duration).',
  })
  readonly activateWithin?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Visits in all. Absent: 1 of a single ticket, one of each of a combo, else no limit.',
  })
  readonly visitsTotal?: number | null;

  @Field(() => Int, { nullable: true, description: 'Visits at each attraction. Absent: 1 for a combo, else no limit.' })
  readonly visitsPerAttraction?: number | null;

  @Field(() => Int, { nullable: true, description: 'Visits at each attraction in one day. Absent: no limit.' })
  readonly visitsPerAttractionPerDay?: number | null;

  @Field(() => [String], {
    description: 'Codes of its attractions: 1 of a single ticket, 2 or more of a combo, at most 200.',
  })
  readonly attractionCodes!: string[];

  @Field(() => [UnitPriceInput], { description: 'For whom it can be bought; each type once.' })
  readonly units!: UnitPriceInput[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its sale begins; absent: with its publication.' })
  readonly saleFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its sale ends; absent: with its withdrawal.' })
  readonly saleUntil?: Date | null;
}

@InputType({ description: 'A product to put on sale.' })
export class PublishProductInput extends CommandInput {
  @Field(() => String, { description: 'Code of the product.' })
  readonly code!: string;
}

@InputType({ description: 'A product to take off sale.' })
export class WithdrawProductInput extends CommandInput {
  @Field(() => String, { description: 'Code of the product.' })
  readonly code!: string;
}

@InputType({ description: 'A price from a day on, until the next in the calendar.' })
export class SetPriceInput extends CommandInput {
  @Field(() => String, { description: 'Code of the product.' })
  readonly productCode!: string;

  @Field(() => UnitType, { description: 'The unit.' })
  readonly unitType!: UnitType;

  @Field(() => LocalDateScalar, {
    description: 'First day it applies, today or later: of the sale, or of the visit for a dated product.',
  })
  readonly validFrom!: LocalDate;

  @Field(() => MinorUnits, { description: "Price in the region's currency." })
  readonly priceMinor!: bigint;

  @Field(() => MinorUnits, {
    nullable: true,
    description: 'Highest price that was approved; absent: the one in force stays.',
  })
  readonly ceilingMinor?: bigint | null;

  @Field(() => String, { nullable: true, description: 'Number of that approval.' })
  readonly approvalNumber?: string | null;
}
