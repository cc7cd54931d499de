import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { addDays, InvalidInput, localDate, type Clock, type LocalDate } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail, type Act } from '../../audit/index.js';
import { PriceAboveCeiling, ProductNotFound } from '../catalog.failures.js';
import { unitPrice, type UnitPrice } from '../domain/unit-price.js';
import type { SetPriceInput } from '../graphql/product.inputs.js';
import type { Product } from '../graphql/product.type.js';
import { PriceRepository } from '../persistence/price-repository.js';
import { ProductRepository } from '../persistence/product-repository.js';
import { ProductList } from '../queries/product-list.js';

const FURTHEST_DAYS = 1_830;

/** Writes one day of a unit's price calendar; days that are over stay as they were sold. */
@Injectable()
export class SetPrice {
  static readonly failures = [ProductNotFound, PriceAboveCeiling] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: ProductRepository,
    private readonly prices: PriceRepository,
    private readonly list: ProductList,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, input: SetPriceInput): Promise<Product> {
    const key = check.idempotencyKey(input.idempotencyKey);
    const command = { name: 'catalog.setPrice', actor: ctx.principal.subject, key, request: input };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const now = this.clock.now();
      // Locked, so that of two prices for one day the later one sees the ceiling the earlier one set.
      const product = await this.products.lockByCode(tx, input.productCode);
      ctx.ability.must('update', 'Product', { state: product.state });
      mustLieAhead(input.validFrom, localDate(now, ctx.tenant.timeZone));
      const unitId = await this.prices.findUnit(tx, product.id, input.unitType);
      if (unitId === undefined) throw new InvalidInput('unitType', 'unknown');
      const inForce = await this.prices.inForce(tx, unitId, input.validFrom);
      const price = unitPrice(input, input.unitType, '', inForce?.ceiling);
      await this.prices.set(tx, unitId, input.validFrom, price);
      await this.audit.record(ctx, tx, changed(command.name, input, inForce, price));
      return this.list.afterCommand(tx, product.code, now);
    });
  }
}

function changed(
  action: string,
  { productCode: subjectId, unitType, validFrom }: SetPriceInput,
  before: UnitPrice | null,
  after: UnitPrice,
): Act {
  const facts = (price: UnitPrice) => ({ unitType, validFrom, priceMinor: price.minor });
  return { action, subject: 'Product', subjectId, before: before && facts(before), after: facts(after) };
}

function mustLieAhead(validFrom: LocalDate, today: LocalDate): void {
  const last = addDays(today, FURTHEST_DAYS);
  if (validFrom < today || validFrom > last) throw new InvalidInput('validFrom', 'range', `${today}..${last}`);
}
