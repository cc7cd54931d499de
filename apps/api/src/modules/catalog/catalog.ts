import type { RequestContext, Tenant } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { isId, localDate } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { ProductNotFound } from './catalog.failures.js';
import { seesEveryProduct } from './catalog.policy.js';
import type { AttractionRef, ProductTerms, SellableUnit, UnitRequest } from './catalog.types.js';
import { AttractionRefs } from './queries/attraction-refs.js';
import { ProductList } from './queries/product-list.js';
import { ProductTermsQuery } from './queries/product-terms-query.js';
import { SellableUnits } from './queries/sellable-units.js';

/** What other modules ask of the catalogue, each inside their own transaction. */
@Injectable()
export class Catalog {
  constructor(
    private readonly attractions: AttractionRefs,
    private readonly terms: ProductTermsQuery,
    private readonly units: SellableUnits,
    private readonly list: ProductList,
  ) {}

  /**
   * The units of products that are published and on sale at `at`, in the order of the requests; undefined where there is no
   * such unit, no price for the day, or an attraction of a dated product is closed. (By request and not by unit: one order
   * may want the same unit for two dates at two prices.)
   */
  sellableUnits(
    tx: TenantTx,
    requests: readonly UnitRequest[],
    at: Date,
    tenant: Pick<Tenant, 'timeZone'>,
  ): Promise<readonly (SellableUnit | undefined)[]> {
    return this.units.find(tx, requests, at, localDate(at, tenant.timeZone));
  }

  /** By id; those that do not exist are absent. */
  async attractionsByIds(tx: TenantTx, ids: readonly string[]): Promise<Map<string, AttractionRef>> {
    const found = await this.attractions.byIds(tx, ids.filter(isId));
    return new Map(found.map((attraction) => [attraction.id, attraction]));
  }

  /** By code; those that do not exist are absent. */
  async attractionsByCodes(tx: TenantTx, codes: readonly string[]): Promise<Map<string, AttractionRef>> {
    const found = await this.attractions.byCodes(tx, codes);
    return new Map(found.map((attraction) => [attraction.code, attraction]));
  }

  /** Every attraction of the tenant, by code. */
  allAttractions(tx: TenantTx): Promise<AttractionRef[]> {
    return this.attractions.all(tx);
  }

  /** Products by id, whatever their state; those that do not exist are absent. */
  async productTerms(tx: TenantTx, productIds: readonly string[]): Promise<Map<string, ProductTerms>> {
    const found = await this.terms.byIds(tx, productIds.filter(isId));
    return new Map(found.map((product) => [product.productId, product]));
  }

  /** Those of the attractions that receive no visitors at present. */
  closedAttractions(tx: TenantTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.attractions.closed(tx, ids.filter(isId));
  }

  /** The product if the caller may see it at `at`. @throws ProductNotFound */
  async productSeenBy(ctx: RequestContext, tx: TenantTx, code: string, at: Date): Promise<ProductTerms> {
    const seen = await this.list.byCode(tx, { every: seesEveryProduct(ctx), at }, code);
    if (!seen) throw new ProductNotFound(code);
    return this.productByCode(tx, code);
  }

  /** The product, whatever its state. @throws ProductNotFound */
  async productByCode(tx: TenantTx, code: string): Promise<ProductTerms> {
    const [found] = await this.terms.byCodes(tx, [code]);
    if (!found) throw new ProductNotFound(code);
    return found;
  }
}
