import { resultUnion } from '@lianpiao/graphql';

import { CreateProduct } from '../use-cases/create-product.js';
import { ImportAttractions } from '../use-cases/import-attractions.js';
import { PublishProduct } from '../use-cases/publish-product.js';
import { SetPrice } from '../use-cases/set-price.js';
import { WithdrawProduct } from '../use-cases/withdraw-product.js';
import { AttractionImport } from './attraction.inputs.js';
import { Product } from './product.type.js';

export const ImportAttractionsResult = resultUnion(
  'ImportAttractionsResult',
  'The import, or why there was none.',
  [AttractionImport],
  ImportAttractions.failures,
);
export const CreateProductResult = resultUnion(
  'CreateProductResult',
  'The draft, or why there is none.',
  [Product],
  CreateProduct.failures,
);
export const PublishProductResult = resultUnion(
  'PublishProductResult',
  'The product on sale, or why it is not.',
  [Product],
  PublishProduct.failures,
);
export const WithdrawProductResult = resultUnion(
  'WithdrawProductResult',
  'The product off sale, or why it is not.',
  [Product],
  WithdrawProduct.failures,
);
export const SetPriceResult = resultUnion(
  'SetPriceResult',
  'The product with its new price, or why it has none.',
  [Product],
  SetPrice.failures,
);
