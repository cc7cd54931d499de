import type { Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { Catalog, type LocalizedText } from '../../catalog/index.js';

const FRESH_MS = 60_000;
const MOST_NAMES = 10_000;

interface Kept {
  readonly name: Promise<LocalizedText>;
  readonly until: number;
}

/** What a gate's display calls a product; in memory, since every scan asks for one of a few. */
@Injectable()
export class ProductNames {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
  ) {}

  byId(tenant: Tenant, productId: string): Promise<LocalizedText> {
    const key = `${tenant.id}:${productId}`;
    const known = this.kept.get(key);
    if (known && known.until > performance.now()) return known.name;
    if (this.kept.size >= MOST_NAMES) this.kept.clear();
    const name = this.load(tenant, productId);
    this.kept.set(key, { name, until: performance.now() + FRESH_MS });
    name.catch(() => this.kept.delete(key));
    return name;
  }

  private async load(tenant: Tenant, productId: string): Promise<LocalizedText> {
    const products = await this.unitOfWork.read({ tenant }, (tx) => this.catalog.productTerms(tx, [productId]));
    const product = products.get(productId);
    if (!product) throw new Error(`no product ${productId}`);
    return product.name;
  }
}
