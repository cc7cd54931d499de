import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { ProductState } from '../domain/product-state.js';
import type { ProductKind, ValidityClock, ValidityStart } from '../domain/product-terms.js';

/** Row of `product`. Every column says its type: what the compiler infers is not what Postgres has. */
@Entity({ name: 'product' })
export class ProductEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  kind!: ProductKind;

  @Column({ type: 'text' })
  state!: ProductState;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text', name: 'name_zh' })
  nameZh!: string;

  @Column({ type: 'text', name: 'name_en' })
  nameEn!: string;

  @Column({ type: 'text', name: 'summary_zh' })
  summaryZh!: string;

  @Column({ type: 'text', name: 'summary_en' })
  summaryEn!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'boolean' })
  dated!: boolean;

  @Column({ type: 'text', name: 'validity_clock' })
  validityClock!: ValidityClock;

  @Column({ type: 'text', name: 'validity_starts' })
  validityStarts!: ValidityStart;

  @Column({ type: 'text', name: 'validity_period' })
  validityPeriod!: string;

  @Column({ type: 'text', name: 'activate_within', nullable: true })
  activateWithin!: string | null;

  @Column({ type: 'integer', name: 'visits_total', nullable: true })
  visitsTotal!: number | null;

  @Column({ type: 'integer', name: 'visits_per_attraction', nullable: true })
  visitsPerAttraction!: number | null;

  @Column({ type: 'integer', name: 'visits_per_attraction_per_day', nullable: true })
  visitsPerAttractionPerDay!: number | null;

  @Column({ type: 'timestamptz', name: 'sale_from', nullable: true })
  saleFrom!: Date | null;

  @Column({ type: 'timestamptz', name: 'sale_until', nullable: true })
  saleUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  @Column({ type: 'timestamptz', name: 'published_at', nullable: true })
  publishedAt!: Date | null;
}
