import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { UnitType } from '../domain/product-terms.js';

/** Row of `product_attraction`. */
@Entity({ name: 'product_attraction' })
export class ProductAttractionEntity {
  @PrimaryColumn({ type: 'uuid', name: 'product_id' })
  productId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'attraction_id' })
  attractionId!: string;
}

/** Row of `option`. */
@Entity({ name: 'option' })
export class OptionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'product_id' })
  productId!: string;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text', name: 'name_zh' })
  nameZh!: string;

  @Column({ type: 'text', name: 'name_en' })
  nameEn!: string;
}

/** Row of `unit`. */
@Entity({ name: 'unit' })
export class UnitEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'option_id' })
  optionId!: string;

  @Column({ type: 'text' })
  type!: UnitType;
}

/** Row of `price`. int8 is a bigint here (the pool's type parser), not TypeORM's usual string. */
@Entity({ name: 'price' })
export class PriceEntity {
  @PrimaryColumn({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @PrimaryColumn({ type: 'date', name: 'valid_from' })
  validFrom!: string;

  @Column({ type: 'bigint', name: 'price_minor' })
  priceMinor!: bigint;

  @Column({ type: 'bigint', name: 'ceiling_minor', nullable: true })
  ceilingMinor!: bigint | null;

  @Column({ type: 'text', name: 'approval_number', nullable: true })
  approvalNumber!: string | null;
}
