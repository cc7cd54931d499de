/** Life of a product. */
export const ProductState = { DRAFT: 'draft', PUBLISHED: 'published', WITHDRAWN: 'withdrawn' } as const;
export type ProductState = (typeof ProductState)[keyof typeof ProductState];

/** A withdrawn product may be put on sale again; nothing goes back to a draft, since it may have been sold. */
const NEXT: Readonly<Record<ProductState, readonly ProductState[]>> = {
  draft: ['published'],
  published: ['withdrawn'],
  withdrawn: ['published'],
};

export function mayBecome(from: ProductState, to: ProductState): boolean {
  return NEXT[from].includes(to);
}
