import { graphql, type CatalogueQuery } from '@lianpiao/graphql-client';

import { useSpeech } from '../../app/languages.js';
import { Link } from '../../app/router.js';
import { usePrice } from '../../shared/price.js';
import { useAnswer } from '../../shared/use-answer.js';
import { Waiting } from '../../shared/waiting.js';

const CatalogueDocument = graphql(`
  query Catalogue($after: String) {
    products(first: 60, after: $after) {
      nodes {
        code
        kind
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
        }
        attractions {
          code
        }
        fromPrice {
          minor
          currency
        }
      }
    }
  }
`);

type Product = CatalogueQuery['products']['nodes'][number];
const ORDER = ['JOINT_PASS', 'COMBO', 'ANNUAL_PASS', 'SINGLE'];

/** Everything on sale, the region's own passes first. */
export function CataloguePage() {
  const { say } = useSpeech();
  const { answer, failed, again } = useAnswer(CatalogueDocument, {});
  const products = answer?.products.nodes.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return (
    <>
      <h1>{say('tickets')}</h1>
      <p className="intro">{say('intro')}</p>
      {products ? (
        <ul className="cards">
          {products.map((product) => (
            <Card key={product.code} product={product} />
          ))}
        </ul>
      ) : (
        <Waiting failed={failed} again={again} />
      )}
    </>
  );
}

function Card({ product }: { readonly product: Product }) {
  const { say, pick } = useSpeech();
  const price = usePrice();
  const count = product.attractions.length;
  const visits = product.visits.total;
  const scope = visits && visits < count ? say('anyOf', { visits, count }) : say('attractions', { count });
  const summary = pick(product.summary);
  return (
    <li className="card" data-kind={product.kind}>
      <span className="kind">{say(product.kind)}</span>
      <h2>
        <Link to={`/products/${product.code}`}>{pick(product.name)}</Link>
      </h2>
      {summary && <p>{summary}</p>}
      <p className="scope">{scope}</p>
      {product.fromPrice && <p className="price">{say('from', { price: price(product.fromPrice) })}</p>}
    </li>
  );
}
