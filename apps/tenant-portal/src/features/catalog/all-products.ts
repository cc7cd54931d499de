import { graphql, type CatalogueQuery } from '@lianpiao/graphql-client';

import { ask } from '../../shared/ask.js';

const CatalogueDocument = graphql(`
  query Catalogue($after: String) {
    products(first: 100, after: $after) {
      nodes {
        code
        kind
        dated
        name {
          zh
          en
        }
        summary {
          zh
          en
        }
        visits {
          total
          perAttraction
          perAttractionPerDay
        }
        validity {
          clock
          starts
          period
          activateWithin
        }
        attractions {
          city {
            zh
            en
          }
          grade
          opens
          closes
          name {
            zh
            en
          }
        }
        fromPrice {
          minor
          currency
        }
        options {
          units {
            id
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type CatalogueProduct = CatalogueQuery['products']['nodes'][number];

/** Everything on sale, page by page. */
export async function allProducts(_: object, signal: AbortSignal): Promise<CatalogueProduct[]> {
  const found: CatalogueProduct[] = [];
  let after: string | null | undefined = null;
  do {
    const { products }: CatalogueQuery = await ask(CatalogueDocument, { after }, signal);
    found.push(...products.nodes);
    after = products.pageInfo.hasNextPage ? products.pageInfo.endCursor : null;
  } while (after);
  return found;
}
