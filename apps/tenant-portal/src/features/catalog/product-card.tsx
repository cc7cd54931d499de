import { usePrice } from '../../shared/price.js';
import { Link } from '../../shared/router.js';
import { useSpeech, useTexts } from '../../shared/speech.js';
import type { CatalogueProduct } from './all-products.js';
import { CATALOG } from './texts.js';
import { useTerms } from './use-terms.js';

/** A product on its shelf. The whole card leads to it. */
export function ProductCard({ product }: { readonly product: CatalogueProduct }) {
  const { pick } = useSpeech();
  const summary = pick(product.summary);
  const isSingle = product.kind === 'SINGLE';
  return (
    <li className="card">
      <h3>
        <Link to={`/products/${product.code}`}>{pick(product.name)}</Link>
      </h3>
      {isSingle ? <Place product={product} /> : <Scope product={product} />}
      {summary && <p className="summary">{summary}</p>}
      <Price product={product} />
    </li>
  );
}

function Scope({ product }: { readonly product: CatalogueProduct }) {
  const { brief } = useTerms();
  return <p className="scope">{brief(product)}</p>;
}

function Place({ product }: { readonly product: CatalogueProduct }) {
  const { pick } = useSpeech();
  const [place] = product.attractions;
  if (!place) return null;
  return (
    <p className="place">
      <span>{pick(place.city)}</span> <span className="grade">{place.grade}</span>
    </p>
  );
}

function Price({ product: { fromPrice, options } }: { readonly product: CatalogueProduct }) {
  const say = useTexts(CATALOG);
  const price = usePrice();
  if (!fromPrice) return <p className="price none">{say('notOnSale')}</p>;
  const prices = options.reduce((count, { units }) => count + units.length, 0);
  const text = price(fromPrice);
  return (
    <p className="price">
      <strong>{prices > 1 ? say('from', { price: text }) : text}</strong>
      <span className="choose" aria-hidden="true">
        {say('choose')}
      </span>
    </p>
  );
}
