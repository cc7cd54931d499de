import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { attractionFile } from '../testing/catalog-builder.js';
import { readAttractionCsv } from './attraction-csv.js';

const region = await readFile(join(import.meta.dirname, '../../../../../../data/yrd-attractions.csv'));

/** A file of one good row, with some cells replaced. */
function fileWith(cells: Readonly<Record<string, string>>): Buffer {
  const [header = '', row = ''] = attractionFile(['zhouzhuang']).toString().split('\n');
  const values = row.split(',');
  header.split(',').forEach((column, index) => {
    values[index] = cells[column] ?? values[index] ?? '';
  });
  return Buffer.from(`${header}\n${values.join(',')}\n`);
}

function errorsOf(file: Uint8Array) {
  return readAttractionCsv(file, 'CNY').errors.map(({ row, column, code }) => [row, column, code]);
}

describe('a file of attractions', () => {
  it('is read as it is written', () => {
    const { attractions, errors } = readAttractionCsv(region, 'CNY');
    expect(errors).toEqual([]);
    expect(attractions).toHaveLength(36);
    expect(attractions[0]).toEqual({
      code: 'zhouzhuang',
      name_zh: '周庄古镇',
      name_en: 'Zhouzhuang Water Town',
      level: '5A',
      city: 'Suzhou',
      city_zh: '苏州',
      category: 'water_town',
      latitude: '31.115000',
      longitude: '120.845000',
      list_price: 10_000n,
      daily_capacity: 36_000,
      opens: '07:30',
      closes: '20:00',
      timed_entry: false,
    });
  });

  it('may begin with a byte order mark, end its lines as Windows does, and have its columns in any order', () => {
    const reversed = region
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(',').toReversed().join(','));
    const file = Buffer.from(`\uFEFF${reversed.join('\r\n')}`);
    expect(readAttractionCsv(file, 'CNY')).toEqual(readAttractionCsv(region, 'CNY'));
  });

  it('may name cities in one language only, or some of them', () => {
    const [header = '', row = ''] = attractionFile(['a']).toString().split('\n');
    const bilingual = `${header},city_zh\n${row},苏州\n${row.replace('a,', 'b,')},\n`;
    const cities = ({ attractions }: ReturnType<typeof readAttractionCsv>) => attractions.map((a) => a.city_zh);
    expect(cities(readAttractionCsv(Buffer.from(`${header}\n${row}`), 'CNY'))).toEqual([null]);
    expect(cities(readAttractionCsv(Buffer.from(bilingual), 'CNY'))).toEqual(['苏州', null]);
    expect(errorsOf(Buffer.from(bilingual.replace('苏州', '苏\u0007州')))).toEqual([[2, 'city_zh', 'BAD_CHARACTER']]);
    expect(errorsOf(Buffer.from(`${header},city_zh,city_zh\n${row},苏州,苏州`))).toEqual([[1, null, 'WRONG_HEADER']]);
  });

  it.each([
    ['code', '', 'MISSING'],
    ['code', 'Zhou Zhuang', 'BAD_CODE'],
    ['name_zh', '   ', 'MISSING'],
    ['name_zh', '景'.repeat(121), 'TOO_LONG'],
    ['name_en', 'a\u0007b', 'BAD_CHARACTER'],
    ['name_zh', '周\uFFFD', 'BAD_CHARACTER'],
    ['latitude', 'north', 'NOT_A_NUMBER'],
    ['latitude', '90.1', 'OUT_OF_RANGE'],
    ['longitude', '-180.5', 'OUT_OF_RANGE'],
    ['longitude', '1e2', 'NOT_A_NUMBER'],
    ['list_price_cny', 'free', 'NOT_A_NUMBER'],
    ['list_price_cny', '-1', 'OUT_OF_RANGE'],
    ['list_price_cny', '1.005', 'OUT_OF_RANGE'],
    ['list_price_cny', '10000000001', 'OUT_OF_RANGE'],
    ['daily_capacity', '1.5', 'OUT_OF_RANGE'],
    ['daily_capacity', '-1', 'OUT_OF_RANGE'],
    ['opens', '7:30', 'BAD_TIME'],
    ['closes', '24:00', 'BAD_TIME'],
    ['closes', '07:30', 'OUT_OF_RANGE'],
    ['timed_entry', 'yes', 'NOT_A_BOOLEAN'],
  ])('refuses %s %j: %s', (column, value, code) => {
    expect(errorsOf(fileWith({ [column]: value }))).toEqual([[2, column, code]]);
  });

  it('names every wrong cell by the line of the file, also past a field of several lines', () => {
    const [header = '', row = ''] = attractionFile(['a']).toString().split('\n');
    const file = [
      header,
      row.replace('Site a', '"Site\na"'),
      '',
      row.replace('a,', 'b,').replace('80', 'x').replace('50', 'y'),
    ].join('\n');
    expect(errorsOf(Buffer.from(file))).toEqual([
      [2, 'name_en', 'BAD_CHARACTER'],
      [5, 'list_price_cny', 'NOT_A_NUMBER'],
      [5, 'daily_capacity', 'NOT_A_NUMBER'],
    ]);
  });

  it('refuses a code that stood in an earlier row', () => {
    expect(errorsOf(attractionFile(['a', 'b', 'a']))).toEqual([[4, 'code', 'DUPLICATE_CODE']]);
  });

  it('refuses another header, also that of another currency', () => {
    expect(errorsOf(attractionFile(['a'], 'jpy'))).toEqual([
      [1, 'list_price_cny', 'WRONG_HEADER'],
      [1, null, 'WRONG_HEADER'],
    ]);
    expect(errorsOf(Buffer.alloc(0))).toHaveLength(13);
    const twice = attractionFile(['a']).toString().replace('timed_entry', 'timed_entry,code');
    expect(readAttractionCsv(Buffer.from(twice), 'CNY').errors).toEqual([
      { row: 1, column: null, code: 'WRONG_HEADER', value: 'code' },
    ]);
  });

  it('gives up early on a file of odd rows', () => {
    const rows = ['x,', 'code,', '"', '\n', '"\n"', ','].map((part) =>
      Buffer.from(part.repeat((2 * 1024 * 1024) / part.length - 1)),
    );
    expect(rows.map((file) => readAttractionCsv(file, 'CNY').errors.length)).toEqual([1, 1, 1, 13, 1, 1]);
  });

  it('refuses a row with more or fewer fields, and quotes that do not fit', () => {
    const file = attractionFile(['a']).toString();
    expect(errorsOf(Buffer.from(file.replace(',false', ',false,')))).toEqual([[2, null, 'WRONG_FIELD_COUNT']]);
    expect(errorsOf(Buffer.from(file.replace('Site a', '"Site a')))).toEqual([[2, null, 'NOT_CSV']]);
  });

  it('refuses another encoding than UTF-8', () => {
    const gbk = Buffer.concat([attractionFile(['a']), Buffer.from([0xd6, 0xdc, 0xd7, 0xaf])]);
    expect(errorsOf(gbk)).toEqual([[null, null, 'WRONG_ENCODING']]);
    expect(errorsOf(Buffer.from('\uFEFFcode', 'utf16le'))).toEqual([[null, null, 'WRONG_ENCODING']]);
  });

  it('refuses more than 5,000 rows, and more than 2 MiB', () => {
    const codes = Array.from({ length: 5_001 }, (_, index) => `a${index}`);
    expect(errorsOf(attractionFile(codes))).toEqual([[null, null, 'TOO_MANY_ROWS']]);
    expect(readAttractionCsv(attractionFile(codes.slice(1)), 'CNY').attractions).toHaveLength(5_000);
    expect(errorsOf(Buffer.alloc(2 * 1024 * 1024 + 1, 97))).toEqual([[null, null, 'TOO_LARGE']]);
  });

  it('cuts what it repeats of a cell to 40 characters', () => {
    expect(readAttractionCsv(fileWith({ name_zh: '𠮷'.repeat(200) }), 'CNY').errors[0]?.value).toBe('𠮷'.repeat(40));
  });
});
