import { connectionOf, DateTimeScalar, LocalizedTextType } from '@lianpiao/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

import type { LocalizedText } from '../catalog.types.js';
import { ProductState } from '../domain/product-state.js';
import { ProductKind, UnitType, ValidityClock, ValidityStart } from '../domain/product-terms.js';

@ObjectType({ description: 'When a sold unit of a product is valid.' })
export class Validity {
  @Field(() => ValidityClock, { description: 'How its days are counted.' })
  readonly clock!: ValidityClock;

  @Field(() => ValidityStart, { description: 'What it is counted from.' })
  readonly starts!: ValidityStart;

  @Field(() => String, { description: 'How long it lasts (ISO 8601 duration).' })
  readonly period!: string;

  @Field(() => String, {
    nullable: true,
    description: 'By when after purchase it starts at the latest (ISO 8601 duration).',
  })
  readonly activateWithin!: string | null;
}

@ObjectType({ description: 'How many visits a sold unit of a product is good for; null is no limit.' })
export class Visits {
  @Field(() => Int, { nullable: true, description: 'In all.' })
  readonly total!: number | null;

  @Field(() => Int, { nullable: true, description: 'At each attraction.' })
  readonly perAttraction!: number | null;

  @Field(() => Int, { nullable: true, description: 'At each attraction in one day.' })
  readonly perAttractionPerDay!: number | null;
}

@ObjectType({ description: 'Something that can be bought.' })
export class Product {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Short code, unique in the region.' })
  readonly code!: string;

  @Field(() => ProductKind, { description: 'What it is.' })
  readonly kind!: ProductKind;

  @Field(() => ProductState, { description: 'Whether it is on sale.' })
  readonly state!: ProductState;

  @Field(() => Int, { description: 'Goes up with each publication; an order keeps the one it was sold by.' })
  readonly version!: number;

  @Field(() => LocalizedTextType, { description: 'Name.' })
  readonly name!: LocalizedText;

  @Field(() => LocalizedTextType, { description: 'What the buyer gets, in a few sentences.' })
  readonly summary!: LocalizedText;

  @Field(() => String, { description: 'Currency of its prices (ISO 4217).' })
  readonly currency!: string;

  @Field(() => Boolean, { description: 'Whether it is sold for one visit date, within the capacity of that date.' })
  readonly dated!: boolean;

  @Field(() => Validity, { description: 'When it is valid.' })
  readonly validity!: Validity;

  @Field(() => Visits, { description: 'How many visits it is good for.' })
  readonly visits!: Visits;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its sale begins; null: with its publication.' })
  readonly saleFrom!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its sale ends; null: with its withdrawal.' })
  readonly saleUntil!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last published.' })
  readonly publishedAt!: Date | null;
}

export const ProductConnection = connectionOf(Product, 'Product');

@ObjectType({ description: 'For whom an option can be bought, each at its own price.' })
export class Unit {
  @Field(() => ID, { description: 'Identifier: what an order line names.' })
  readonly id!: string;

  @Field(() => UnitType, { description: 'Who it is for.' })
  readonly type!: UnitType;

  readonly currency!: string;
}

@ObjectType('Option', { description: 'A variant of a product.' })
export class ProductOption {
  @Field(() => String, { description: 'Short code, unique in the product.' })
  readonly code!: string;

  @Field(() => LocalizedTextType, { description: 'Name.' })
  readonly name!: LocalizedText;

  @Field(() => [Unit], { description: 'For whom it can be bought.' })
  readonly units!: readonly Unit[];
}
