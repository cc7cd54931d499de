import type { Clock } from '@lianpiao/kernel';
import { newId } from '@lianpiao/kernel';
import type { RequestContext } from '@lianpiao/authz';
import type { UnitOfWork } from '@lianpiao/db';

import { AuditRepository, AuditTrail } from '../../audit/index.js';
import { Catalog } from '../catalog.js';
import type { CreateProductInput } from '../graphql/product.inputs.js';
import { AttractionRepository } from '../persistence/attraction-repository.js';
import { PriceRepository } from '../persistence/price-repository.js';
import { ProductRepository } from '../persistence/product-repository.js';
import { AttractionList } from '../queries/attraction-list.js';
import { AttractionRefs } from '../queries/attraction-refs.js';
import { BrowseAttractions } from '../queries/browse-attractions.js';
import { BrowseProducts } from '../queries/browse-products.js';
import { ProductList } from '../queries/product-list.js';
import { ProductOptions } from '../queries/product-options.js';
import { ProductTermsQuery } from '../queries/product-terms-query.js';
import { SellableUnits } from '../queries/sellable-units.js';
import { UnitPrices } from '../queries/unit-prices.js';
import { CreateProduct } from '../use-cases/create-product.js';
import { ImportAttractions } from '../use-cases/import-attractions.js';
import { PublishProduct } from '../use-cases/publish-product.js';
import { SetPrice } from '../use-cases/set-price.js';
import { WithdrawProduct } from '../use-cases/withdraw-product.js';

/** The module's parts, put together as Nest does. */
export function catalogParts(unitOfWork: UnitOfWork, clock: Clock) {
  const refs = new AttractionRefs();
  const list = new ProductList();
  const products = new ProductRepository();
  const audit = new AuditTrail(new AuditRepository(), clock);
  return {
    catalog: new Catalog(refs, new ProductTermsQuery(refs), new SellableUnits(refs), list),
    browseAttractions: new BrowseAttractions(unitOfWork, new AttractionList()),
    browseProducts: new BrowseProducts(unitOfWork, list, new ProductOptions(), new UnitPrices(), clock),
    importAttractions: new ImportAttractions(unitOfWork, new AttractionRepository(), audit, clock),
    createProduct: new CreateProduct(unitOfWork, products, refs, list, audit, clock),
    publishProduct: new PublishProduct(unitOfWork, products, list, audit, clock),
    withdrawProduct: new WithdrawProduct(unitOfWork, products, list, audit, clock),
    setPrice: new SetPrice(unitOfWork, products, new PriceRepository(), list, audit, clock),
  };
}
export type CatalogParts = ReturnType<typeof catalogParts>;

/** A file of attractions of 50 places a day at 80.00 each, in the order of the codes. */
export function attractionFile(codes: readonly string[], currency = 'cny'): Buffer {
  const header = `code,name_zh,name_en,level,city,category,latitude,longitude,list_price_${currency},daily_capacity,opens,closes,timed_entry`;
  const rows = codes.map(
    (code) => `${code},景区${code},Site ${code},5A,Suzhou,garden,31.3,120.6,80,50,07:30,17:30,false`,
  );
  return Buffer.from([header, ...rows, ''].join('\n'));
}

/** A dated single ticket of one attraction for 60.00; every field can be another. */
export function aProduct(fields: Partial<CreateProductInput> = {}): CreateProductInput {
  return {
    idempotencyKey: newId(),
    code: 'day-ticket',
    kind: 'single',
    name: { zh: '单日票', en: 'Day ticket' },
    dated: true,
    validityClock: 'calendar_days',
    validityStarts: 'visit_date',
    validityPeriod: 'P1D',
    attractionCodes: ['zhouzhuang'],
    units: [{ type: 'ADULT', priceMinor: 6_000n }],
    ...fields,
  };
}

/** Attractions and a published product of them. */
export async function onSale(
  parts: CatalogParts,
  admin: RequestContext,
  fields: Partial<CreateProductInput> = {},
): Promise<void> {
  const product = aProduct(fields);
  const fileBase64 = attractionFile(product.attractionCodes, admin.tenant.currency.toLowerCase());
  await parts.importAttractions.execute(admin, { fileBase64, dryRun: false, idempotencyKey: newId() });
  await parts.createProduct.execute(admin, product);
  await parts.publishProduct.execute(admin, { code: product.code, idempotencyKey: newId() });
}
