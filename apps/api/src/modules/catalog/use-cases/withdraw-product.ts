import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { ProductNotFound, ProductNotPublished } from '../catalog.failures.js';
import { mayBecome } from '../domain/product-state.js';
import type { WithdrawProductInput } from '../graphql/product.inputs.js';
import type { Product } from '../graphql/product.type.js';
import { ProductRepository } from '../persistence/product-repository.js';
import { ProductList } from '../queries/product-list.js';

/** Takes a product off sale; what was sold stays valid. */
@Injectable()
export class WithdrawProduct {
  static readonly failures = [ProductNotFound, ProductNotPublished] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: ProductRepository,
    private readonly list: ProductList,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, input: WithdrawProductInput): Promise<Product> {
    const key = check.idempotencyKey(input.idempotencyKey);
    const command = { name: 'catalog.withdrawProduct', actor: ctx.principal.subject, key, request: input };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const now = this.clock.now();
      const product = await this.products.lockByCode(tx, input.code);
      ctx.ability.must('publish', 'Product', { state: product.state });
      if (!mayBecome(product.state, 'withdrawn')) throw new ProductNotPublished(product.state);
      const [before, after] = [{ state: product.state }, { state: 'withdrawn' }] as const;
      await this.products.moveTo(tx, product, { ...after, updatedAt: now });
      const what = { action: command.name, subject: 'Product', subjectId: input.code } as const;
      await this.audit.record(ctx, tx, { ...what, before, after });
      return this.list.afterCommand(tx, product.code, now);
    });
  }
}
