import type { TenantTx } from '@lianpiao/db';
import type { LocalDate } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import type { UnitType } from '../domain/product-terms.js';
import type { UnitPrice } from '../domain/unit-price.js';
import { PriceEntity } from './product-parts.entities.js';

@Injectable()
export class PriceRepository {
  async findUnit(tx: TenantTx, productId: string, type: UnitType): Promise<string | undefined> {
    const unit = await tx.one<{ id: string }>(
      'SELECT u.id FROM unit u JOIN option o ON o.id = u.option_id WHERE o.product_id = $1 AND u.type = $2 ORDER BY o.code LIMIT 1',
      [productId, type],
    );
    return unit?.id;
  }

  /** The price in force on a day, with its approved ceiling. */
  async inForce(tx: TenantTx, unitId: string, day: LocalDate): Promise<UnitPrice | null> {
    const row = await tx.one<{ price_minor: bigint; ceiling_minor: bigint | null; approval_number: string | null }>(
      'SELECT price_minor, ceiling_minor, approval_number FROM price WHERE unit_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1',
      [unitId, day],
    );
    if (!row) return null;
    const { price_minor: minor, ceiling_minor: ceiling, approval_number: approvalNumber } = row;
    if (ceiling === null || approvalNumber === null) return { minor, ceiling: null };
    return { minor, ceiling: { minor: ceiling, approvalNumber } };
  }

  /** Sets the price from a day on, until the calendar's next. */
  async set(tx: TenantTx, unitId: string, validFrom: LocalDate, { minor, ceiling }: UnitPrice): Promise<void> {
    await tx.manager.upsert(
      PriceEntity,
      {
        unitId,
        validFrom,
        priceMinor: minor,
        ceilingMinor: ceiling?.minor ?? null,
        approvalNumber: ceiling?.approvalNumber ?? null,
      },
      ['unitId', 'validFrom'],
    );
  }
}
