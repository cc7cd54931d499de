import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { addDays, InvalidInput, localDate, type Clock, type LocalDate } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { Catalog, type AttractionRef, type ProductTerms } from '../../catalog/index.js';
import { datesFrom, dayAvailability, type DayAvailability, type Places } from '../domain/availability.js';
import { SlotRepository, slotKey } from '../persistence/slot-repository.js';

const MOST_DAYS = 62;
const FURTHEST_DAYS = 1_830;

/** What is left of a product, date by date. An advice: only a hold is a promise. */
@Injectable()
export class ProductAvailability {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
    private readonly slots: SlotRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(ctx: RequestContext, productCode: string, from: LocalDate, days: number): Promise<DayAvailability[]> {
    const dates = datesFrom(from, check.range('days', days, 1, MOST_DAYS));
    const now = this.clock.now();
    const today = localDate(now, ctx.tenant.timeZone);
    mustBeNear(from, today);
    return this.unitOfWork.read(ctx, async (tx) => {
      const product = await this.catalog.productSeenBy(ctx, tx, productCode, now);
      if (!product.dated) return dates.map((date) => dayAvailability(date, [], date >= today));
      const open = !(await this.anyClosed(tx, product));
      const slots = await this.slots.wholeDays(
        tx,
        product.attractions.map(({ id }) => id),
        from,
        addDays(from, days - 1),
      );
      const placesOn = (date: LocalDate) => product.attractions.map((attraction) => places(slots, attraction, date));
      return dates.map((date) => dayAvailability(date, placesOn(date), open && date >= today));
    });
  }

  private async anyClosed(tx: TenantTx, { attractions }: ProductTerms): Promise<boolean> {
    const closed = await this.catalog.closedAttractions(
      tx,
      attractions.map(({ id }) => id),
    );
    return closed.size > 0;
  }
}

/** A slot is created on first use: until then the day has what the attraction has. */
function places(slots: ReadonlyMap<string, Places>, { id, dailyCapacity }: AttractionRef, date: LocalDate): Places {
  return slots.get(slotKey(id, date)) ?? { capacity: dailyCapacity, left: dailyCapacity };
}

function mustBeNear(from: LocalDate, today: LocalDate): void {
  const [first, last] = [addDays(today, -366), addDays(today, FURTHEST_DAYS)];
  if (from < first || from > last) throw new InvalidInput('from', 'range', `${first}..${last}`);
}
