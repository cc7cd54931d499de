import type { TenantTx } from '@lianpiao/db';
import type { LocalDate } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import type { Places } from '../domain/availability.js';

interface SlotRow {
  attraction_id: string;
  visit_date: LocalDate;
  capacity: number;
  left: number;
}

export function slotKey(attractionId: string, date: LocalDate): string {
  return `${attractionId} ${date}`;
}

@Injectable()
export class SlotRepository {
  /** Whole-day slots of the attractions from one date to another, both included, by `slotKey`; those not used yet are absent. */
  async wholeDays(
    tx: TenantTx,
    attractionIds: readonly string[],
    from: LocalDate,
    to: LocalDate,
  ): Promise<Map<string, Places>> {
    const rows = await tx.query<SlotRow>(
      `SELECT attraction_id, visit_date, capacity, capacity - held - sold AS left
       FROM slot WHERE attraction_id = ANY($1::uuid[]) AND visit_date BETWEEN $2 AND $3 AND starts_at IS NULL`,
      [attractionIds, from, to],
    );
    return new Map(
      rows.map(({ attraction_id: id, visit_date: date, capacity, left }) => [slotKey(id, date), { capacity, left }]),
    );
  }
}
