import { violatedConstraint, type TenantTx } from '@lianpiao/db';
import { newId, type LocalDate } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { ProductCodeTaken, ProductNotFound } from '../catalog.failures.js';
import type { ProductDraft } from '../domain/product-draft.js';
import type { ProductState } from '../domain/product-state.js';
import type { Readiness } from '../domain/publishable.js';
import { OptionEntity, PriceEntity, ProductAttractionEntity, UnitEntity } from './product-parts.entities.js';
import { ProductEntity } from './product.entity.js';

export type NewProduct = Omit<ProductEntity, 'id' | 'state' | 'version' | 'publishedAt' | 'updatedAt'>;

@Injectable()
export class ProductRepository {
  /** @throws ProductCodeTaken */
  async insert(tx: TenantTx, product: NewProduct): Promise<string> {
    const id = newId();
    try {
      await tx.manager.insert(ProductEntity, {
        ...product,
        id,
        state: 'draft',
        version: 1,
        updatedAt: product.createdAt,
        publishedAt: null,
      });
    } catch (error) {
      if (violatedConstraint(error) === 'product_code_key') throw new ProductCodeTaken(product.code);
      throw error;
    }
    return id;
  }

  /** The attractions of a new product, its one option, and that option's units at their first price. */
  async insertParts(
    tx: TenantTx,
    productId: string,
    attractionIds: readonly string[],
    units: ProductDraft['units'],
    validFrom: LocalDate,
  ): Promise<void> {
    const option = { id: newId(), productId, code: 'standard', nameZh: '标准票', nameEn: 'Standard' };
    const made = units.map(({ type, price }) => ({ id: newId(), type, price }));
    await tx.manager.insert(
      ProductAttractionEntity,
      attractionIds.map((attractionId) => ({ productId, attractionId })),
    );
    await tx.manager.insert(OptionEntity, option);
    await tx.manager.insert(
      UnitEntity,
      made.map(({ id, type }) => ({ id, type, optionId: option.id })),
    );
    await tx.manager.insert(
      PriceEntity,
      made.map(({ id, price }) => ({
        unitId: id,
        validFrom,
        priceMinor: price.minor,
        ceilingMinor: price.ceiling?.minor ?? null,
        approvalNumber: price.ceiling?.approvalNumber ?? null,
      })),
    );
  }

  /** The product, locked until the transaction ends. @throws ProductNotFound */
  async lockByCode(tx: TenantTx, code: string): Promise<ProductEntity> {
    const product = await tx.manager.findOne(ProductEntity, { where: { code }, lock: { mode: 'pessimistic_write' } });
    if (!product) throw new ProductNotFound(code);
    return product;
  }

  async moveTo(
    tx: TenantTx,
    { id }: ProductEntity,
    change: { state: ProductState; updatedAt: Date; version?: number; publishedAt?: Date },
  ): Promise<void> {
    await tx.manager.update(ProductEntity, { id }, change);
  }

  /** What stands behind the product on a day. */
  async readiness(tx: TenantTx, { id, state, saleUntil }: ProductEntity, day: LocalDate): Promise<Readiness> {
    const counts = await tx.one<Omit<Readiness, 'state' | 'saleUntil'>>(
      `SELECT a.attractions, a."closedAttractions", u.units, u."unitsWithPrice"
       FROM (SELECT count(*)::integer AS attractions, count(*) FILTER (WHERE a.state = 'closed')::integer AS "closedAttractions"
             FROM product_attraction pa JOIN attraction a ON a.id = pa.attraction_id WHERE pa.product_id = $1) a,
            (SELECT count(*)::integer AS units, count(*) FILTER (WHERE EXISTS (
               SELECT FROM price WHERE price.unit_id = u.id AND valid_from <= $2))::integer AS "unitsWithPrice"
             FROM option o JOIN unit u ON u.option_id = o.id WHERE o.product_id = $1) u`,
      [id, day],
    );
    return { attractions: 0, closedAttractions: 0, units: 0, unitsWithPrice: 0, ...counts, state, saleUntil };
  }
}
