import { FailureType, MinorUnits } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field, Int } from '@nestjs/graphql';

import type { ImportError } from './domain/import-error.js';
import { ProductState } from './domain/product-state.js';
import { UnitType } from './domain/product-terms.js';
import { UnpublishableReason } from './domain/publishable.js';
import { AttractionImportError } from './graphql/attraction-import-error.type.js';

const LISTED = 100;

@FailureType('The file was refused; nothing of it was imported.')
export class ImportRejected extends DomainFailure {
  readonly code = 'IMPORT_REJECTED';

  @Field(() => [AttractionImportError], {
    description: 'The first 100 things that are wrong, in the order of the file.',
  })
  readonly errors: readonly ImportError[];

  @Field(() => Int, { description: 'How many there are in all.' })
  readonly errorCount: number;

  constructor(errors: readonly ImportError[]) {
    super(`${errors.length} errors`);
    this.errors = errors.slice(0, LISTED);
    this.errorCount = errors.length;
  }
}

@FailureType('There is no such attraction.')
export class AttractionNotFound extends DomainFailure {
  readonly code = 'ATTRACTION_NOT_FOUND';

  @Field(() => String, { description: 'The code that was asked for.' })
  readonly attractionCode: string;

  constructor(attractionCode: string) {
    super(attractionCode);
    this.attractionCode = attractionCode;
  }
}

@FailureType('There is no such product, or it is not for the caller to see.')
export class ProductNotFound extends DomainFailure {
  readonly code = 'PRODUCT_NOT_FOUND';

  @Field(() => String, { description: 'The code that was asked for.' })
  readonly productCode: string;

  constructor(productCode: string) {
    super(productCode);
    this.productCode = productCode;
  }
}

@FailureType('Another product has this code.')
export class ProductCodeTaken extends DomainFailure {
  readonly code = 'PRODUCT_CODE_TAKEN';

  @Field(() => String, { description: 'The code that is taken.' })
  readonly productCode: string;

  constructor(productCode: string) {
    super(productCode);
    this.productCode = productCode;
  }
}

@FailureType('The product cannot go on sale as it is.')
export class ProductNotPublishable extends DomainFailure {
  readonly code = 'PRODUCT_NOT_PUBLISHABLE';

  @Field(() => [UnpublishableReason], { description: 'Everything that stands against it.' })
  readonly reasons: readonly UnpublishableReason[];

  constructor(reasons: readonly UnpublishableReason[]) {
    super(reasons.join(', '));
    this.reasons = reasons;
  }
}

@FailureType('Only a published product can be withdrawn.')
export class ProductNotPublished extends DomainFailure {
  readonly code = 'PRODUCT_NOT_PUBLISHED';

  @Field(() => ProductState, { description: 'The state it is in.' })
  readonly state: ProductState;

  constructor(state: ProductState) {
    super(state);
    this.state = state;
  }
}

@FailureType('The price is above the ceiling that the pricing authority approved.')
export class PriceAboveCeiling extends DomainFailure {
  readonly code = 'PRICE_ABOVE_CEILING';

  @Field(() => UnitType, { description: 'The unit it was for.' })
  readonly unitType: UnitType;

  @Field(() => MinorUnits, { description: 'The price that was asked for.' })
  readonly priceMinor: bigint;

  @Field(() => MinorUnits, { description: 'The approved ceiling.' })
  readonly ceilingMinor: bigint;

  constructor(unitType: UnitType, priceMinor: bigint, ceilingMinor: bigint) {
    super(`${unitType}: ${priceMinor} > ${ceilingMinor}`);
    this.unitType = unitType;
    this.priceMinor = priceMinor;
    this.ceilingMinor = ceilingMinor;
  }
}
