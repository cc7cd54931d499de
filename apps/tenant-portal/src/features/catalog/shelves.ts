import type { CatalogueProduct } from './all-products.js';

/** The region's own passes first: they are what nobody else sells. */
export const KINDS = ['JOINT_PASS', 'COMBO', 'ANNUAL_PASS', 'SINGLE'] as const;

export interface Shelf {
  readonly kind: CatalogueProduct['kind'];
  readonly products: readonly CatalogueProduct[];
}

/** Products by kind, those for most attractions first, then by city and name; no empty shelf. */
export function shelvesOf(products: readonly CatalogueProduct[], language: 'zh' | 'en'): Shelf[] {
  const collator = new Intl.Collator(language);
  const cityOf = ({ attractions }: CatalogueProduct) => attractions[0]?.city[language] ?? '';
  const inOrder = products.toSorted(
    (a, b) =>
      b.attractions.length - a.attractions.length ||
      collator.compare(cityOf(a), cityOf(b)) ||
      collator.compare(a.name[language], b.name[language]),
  );
  return KINDS.map((kind) => ({ kind, products: inOrder.filter((product) => product.kind === kind) })).filter(
    (shelf) => shelf.products.length > 0,
  );
}

/** Products whose name, or an attraction's name or city, has all the words, in either language. */
export function matching(products: readonly CatalogueProduct[], search: string): CatalogueProduct[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return products.filter((product) => {
    const text = textOf(product);
    return words.every((word) => text.includes(word));
  });
}

function textOf({ name, attractions }: CatalogueProduct): string {
  const places = attractions.map((place) => `${place.name.zh} ${place.name.en} ${place.city.zh} ${place.city.en}`);
  return `${name.zh} ${name.en} ${places.join(' ')}`.toLowerCase();
}
