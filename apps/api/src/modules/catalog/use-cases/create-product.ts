import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { localDate, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { AttractionNotFound, PriceAboveCeiling, ProductCodeTaken } from '../catalog.failures.js';
import { draftProduct, type ProductDraft } from '../domain/product-draft.js';
import type { CreateProductInput } from '../graphql/product.inputs.js';
import type { Product } from '../graphql/product.type.js';
import { ProductRepository, type NewProduct } from '../persistence/product-repository.js';
import { AttractionRefs } from '../queries/attraction-refs.js';
import { ProductList } from '../queries/product-list.js';

/** Makes a product as a draft: nobody can buy it before it is published. */
@Injectable()
export class CreateProduct {
  static readonly failures = [AttractionNotFound, ProductCodeTaken, PriceAboveCeiling] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: ProductRepository,
    private readonly attractions: AttractionRefs,
    private readonly list: ProductList,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, input: CreateProductInput): Promise<Product> {
    const key = check.idempotencyKey(input.idempotencyKey);
    const draft = draftProduct(input);
    for (const attractionCode of draft.attractionCodes) ctx.ability.must('create', 'Product', { attractionCode });
    const command = { name: 'catalog.createProduct', actor: ctx.principal.subject, key, request: input };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const now = this.clock.now();
      const attractionIds = await this.attractionIds(tx, draft.attractionCodes);
      const { currency, timeZone } = ctx.tenant;
      const id = await this.products.insert(tx, newProduct(input, draft, currency, now));
      await this.products.insertParts(tx, id, attractionIds, draft.units, localDate(now, timeZone));
      const what = { action: command.name, subject: 'Product', subjectId: draft.code } as const;
      const prices = draft.units.map(({ type, price }) => `${type} ${price.minor}`);
      await this.audit.record(ctx, tx, {
        ...what,
        after: { kind: input.kind, attractions: draft.attractionCodes, prices },
      });
      return this.list.afterCommand(tx, draft.code, now);
    });
  }

  private async attractionIds(tx: TenantTx, codes: readonly string[]): Promise<string[]> {
    const found = await this.attractions.byCodes(tx, codes);
    const missing = codes.find((code) => !found.some((attraction) => attraction.code === code));
    if (missing !== undefined) throw new AttractionNotFound(missing);
    return found.map(({ id }) => id);
  }
}

function newProduct(
  { kind, dated }: CreateProductInput,
  draft: ProductDraft,
  currency: string,
  createdAt: Date,
): NewProduct {
  const { code, name, summary, terms, saleFrom, saleUntil } = draft;
  return {
    code,
    kind,
    dated,
    currency,
    nameZh: name.zh,
    nameEn: name.en,
    summaryZh: summary.zh,
    summaryEn: summary.en,
    ...terms,
    saleFrom,
    saleUntil,
    createdAt,
  };
}
