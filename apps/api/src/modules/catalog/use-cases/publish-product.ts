import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { localDate, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { ProductNotFound, ProductNotPublishable } from '../catalog.failures.js';
import { unpublishableReasons } from '../domain/publishable.js';
import type { PublishProductInput } from '../graphql/product.inputs.js';
import type { Product } from '../graphql/product.type.js';
import type { ProductEntity } from '../persistence/product.entity.js';
import { ProductRepository } from '../persistence/product-repository.js';
import { ProductList } from '../queries/product-list.js';

/** Puts a draft on sale, or a withdrawn product back, as its next version. */
@Injectable()
export class PublishProduct {
  static readonly failures = [ProductNotFound, ProductNotPublishable] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: ProductRepository,
    private readonly list: ProductList,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, input: PublishProductInput): Promise<Product> {
    const key = check.idempotencyKey(input.idempotencyKey);
    const command = { name: 'catalog.publishProduct', actor: ctx.principal.subject, key, request: input };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const now = this.clock.now();
      const product = await this.products.lockByCode(tx, input.code);
      ctx.ability.must('publish', 'Product', { state: product.state });
      const firstDay = localDate(saleBegins(product, now), ctx.tenant.timeZone);
      const reasons = unpublishableReasons(await this.products.readiness(tx, product, firstDay), now);
      if (reasons.length > 0) throw new ProductNotPublishable(reasons);
      const before = { state: product.state, version: product.version };
      const after = { state: 'published', version: versionOnSale(product) } as const;
      await this.products.moveTo(tx, product, { ...after, publishedAt: now, updatedAt: now });
      const what = { action: command.name, subject: 'Product', subjectId: input.code } as const;
      await this.audit.record(ctx, tx, { ...what, before, after });
      return this.list.afterCommand(tx, product.code, now);
    });
  }
}

function saleBegins({ saleFrom }: ProductEntity, now: Date): Date {
  return saleFrom !== null && saleFrom > now ? saleFrom : now;
}

/** The first publication is version 1; orders keep the version they were sold by. */
function versionOnSale({ version, publishedAt }: ProductEntity): number {
  return publishedAt === null ? version : version + 1;
}
