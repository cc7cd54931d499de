import type { Currency } from '@lianpiao/kernel';

import { code, count, degrees, price, Refused, text, time, yesOrNo, type Cell } from './attraction-cells.js';
import { importError, type ImportError } from './import-error.js';

/** An attraction as a row of the file gives it. */
export interface AttractionRow {
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly level: string;
  readonly city: string;
  /** Its Chinese name; null when the file has none. */
  readonly city_zh: string | null;
  readonly category: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly list_price: bigint;
  readonly daily_capacity: number;
  readonly opens: string;
  readonly closes: string;
  readonly timed_entry: boolean;
}

type Columns = { readonly [Column in keyof AttractionRow]: Cell<AttractionRow[Column]> };

/** What a file may leave out, as a column or in a row. */
const OPTIONAL: readonly string[] = ['city_zh'];

function columns(currency: Currency): Columns {
  return {
    code: code(40),
    name_zh: text(120),
    name_en: text(120),
    level: text(20),
    city: text(80),
    city_zh: text(80),
    category: code(40),
    latitude: degrees(90),
    longitude: degrees(180),
    list_price: price(currency),
    daily_capacity: count(10_000_000),
    opens: time,
    closes: time,
    timed_entry: yesOrNo,
  };
}

/** Reads the rows of a file in one currency. */
export class AttractionRowReader {
  private readonly columns: Columns;
  private readonly priceColumn: string;
  /** The columns a file must have, in any order. */
  readonly required: readonly string[];
  readonly optional = OPTIONAL;

  constructor(currency: Currency) {
    this.columns = columns(currency);
    // The header names the currency, so that a list in one cannot be taken for a list in another.
    this.priceColumn = `list_price_${currency.toLowerCase()}`;
    const must = Object.keys(this.columns).filter((column) => !OPTIONAL.includes(column));
    this.required = must.map((column) => this.inFile(column));
  }

  /** The attraction, or everything that is wrong with the row. */
  read(row: number, valueOf: (column: string) => string): AttractionRow | ImportError[] {
    const errors: ImportError[] = [];
    const read: Record<string, unknown> = {};
    for (const [column, cell] of Object.entries(this.columns)) {
      const name = this.inFile(column);
      const value = valueOf(name).trim().normalize('NFC');
      const taken = value === '' ? missing(column) : (cell as Cell<unknown>)(value);
      if (taken instanceof Refused) errors.push(importError(row, taken.code, name, value));
      else read[column] = taken;
    }
    if (errors.length > 0) return errors;
    const attraction = read as unknown as AttractionRow;
    if (attraction.opens >= attraction.closes) return [importError(row, 'OUT_OF_RANGE', 'closes', attraction.closes)];
    return attraction;
  }

  private inFile(column: string): string {
    return column === 'list_price' ? this.priceColumn : column;
  }
}

function missing(column: string): null | Refused {
  return OPTIONAL.includes(column) ? null : new Refused('MISSING');
}
