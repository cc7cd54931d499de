import { describe, expect, it } from '@jest/globals';

import type { CatalogueProduct } from './all-products.js';
import { matching, shelvesOf } from './shelves.js';

type Kind = CatalogueProduct['kind'];

function product(code: string, kind: Kind, ...places: readonly (readonly [string, string])[]): CatalogueProduct {
  const text = { zh: `${code}票`, en: code };
  const attractions = places.map(([name, city]) => ({
    name: { zh: `${name}园`, en: name },
    city: { zh: `${city}市`, en: city },
    grade: '5A',
    opens: '08:00',
    closes: '17:00',
  }));
  return { code, kind, name: text, summary: text, attractions } as unknown as CatalogueProduct;
}

const pass = product('pass', 'JOINT_PASS', ['Tongli', 'Suzhou'], ['Xixi', 'Hangzhou'], ['Yuyuan', 'Shanghai']);
const taster = product('taster', 'JOINT_PASS', ['Tongli', 'Suzhou'], ['Xixi', 'Hangzhou']);
const xixi = product('xixi', 'SINGLE', ['Xixi', 'Hangzhou']);
const tongli = product('tongli', 'SINGLE', ['Tongli', 'Suzhou']);
const canglang = product('canglang', 'SINGLE', ['Canglang', 'Suzhou']);

describe('the shelves', () => {
  it('have the passes first, the widest before all, and single tickets by city and name', () => {
    const shelves = shelvesOf([tongli, taster, xixi, canglang, pass], 'en');
    expect(shelves.map(({ kind, products }) => [kind, products.map(({ code }) => code)])).toEqual([
      ['JOINT_PASS', ['pass', 'taster']],
      ['SINGLE', ['xixi', 'canglang', 'tongli']],
    ]);
  });
});

describe('a search', () => {
  it('looks at names, attractions and cities in either language', () => {
    const found = (words: string) => matching([pass, xixi, tongli], words).map(({ code }) => code);
    expect(found('hangzhou')).toEqual(['pass', 'xixi']);
    expect(found('TONGLI票')).toEqual(['tongli']);
    expect(found(' suzhou  同里 ')).toEqual([]);
    expect(found('Tongli园 suzhou')).toEqual(['pass', 'tongli']);
    expect(found('Hangzhou市')).toEqual(['pass', 'xixi']);
    expect(found('')).toHaveLength(3);
  });
});
