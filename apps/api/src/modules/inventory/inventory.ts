import type { TenantTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { Catalog, type AttractionRef } from '../catalog/index.js';
import { linePerSlot } from './domain/hold-lines.js';
import { CapacityExhausted, HoldNotActive } from './inventory.failures.js';
import type { HoldLine, HoldRequest } from './inventory.types.js';
import { HoldRepository, type NewHold, type SlotFound } from './persistence/hold-repository.js';

/** Places at attractions: taken under a hold, sold by confirming it, given back by releasing it or letting it expire. */
@Injectable()
export class Inventory {
  constructor(
    private readonly catalog: Catalog,
    private readonly holds: HoldRepository,
  ) {}

  /**
   * Holds all the places or none; a slot is created on first use with the attraction's daily capacity.
   * @returns the hold's id
   * @throws CapacityExhausted naming the first slot that is short
   */
  async hold(tx: TenantTx, { expiresAt, lines }: HoldRequest, now: Date): Promise<string> {
    const wanted = linePerSlot(lines);
    const hold = { id: newId(), expiresAt, now };
    const found = await this.holds.take(tx, hold, wanted);
    const slots = found.length === wanted.length ? found : await this.takeNew(tx, hold, wanted);
    if (slots.length !== wanted.length) throw new Error('a slot could not be created');
    const short = slots.find((slot) => slot.left < slot.wanted);
    if (short) throw await this.exhausted(tx, short);
    return hold.id;
  }

  /** Sells the places of an active hold. @throws HoldNotActive */
  async confirm(tx: TenantTx, holdId: string, now: Date): Promise<void> {
    const [confirmed] = await this.holds.settle(tx, [holdId], 'confirm', now);
    if (!confirmed) throw new HoldNotActive(holdId, await this.holds.stateOf(tx, holdId));
  }

  /** Gives the places back, held or sold; nothing happens when they are back already. */
  async release(tx: TenantTx, holdId: string, now: Date): Promise<void> {
    await this.holds.settle(tx, [holdId], 'release', now);
  }

  /** Gives back the places of those holds that are still active, whatever their time says; answers which were. */
  expire(tx: TenantTx, holdIds: readonly string[], now: Date): Promise<string[]> {
    return this.holds.settle(tx, holdIds, 'expire', now);
  }

  /** Gives back the places of up to `limit` holds past their time; answers which. Several workers may run it at once. */
  async expireDue(tx: TenantTx, now: Date, limit: number): Promise<string[]> {
    const due = await this.holds.lockDue(tx, now, limit);
    return due.length === 0 ? [] : this.expire(tx, due, now);
  }

  /** Takes places of slots of which some have never been used. */
  private async takeNew(tx: TenantTx, hold: NewHold, lines: readonly HoldLine[]): Promise<SlotFound[]> {
    const attractions = await this.catalog.attractionsByIds(
      tx,
      lines.map((line) => line.attractionId),
    );
    const capacities = lines.map((line) => known(attractions, line.attractionId).dailyCapacity);
    const ids = lines.map(() => newId());
    await this.holds.createSlots(tx, lines, ids, capacities);
    return this.holds.take(tx, hold, lines);
  }

  private async exhausted(
    tx: TenantTx,
    { attraction_id: id, visit_date: date, left }: SlotFound,
  ): Promise<CapacityExhausted> {
    const attractions = await this.catalog.attractionsByIds(tx, [id]);
    return new CapacityExhausted(id, known(attractions, id).code, date, left);
  }
}

/** Callers name attractions by what the catalogue told them, in the same transaction: an unknown one is their mistake. */
function known(attractions: ReadonlyMap<string, AttractionRef>, id: string): AttractionRef {
  const attraction = attractions.get(id);
  if (!attraction) throw new Error(`no attraction ${id}`);
  return attraction;
}
