import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field } from '@nestjs/graphql';

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
