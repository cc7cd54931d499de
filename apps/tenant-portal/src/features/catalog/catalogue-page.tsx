import { useState } from 'react';

import { PageTitle } from '../../shared/page-title.js';
import { useSpeech, useTexts } from '../../shared/speech.js';
import { useLoaded } from '../../shared/use-answer.js';
import { Waiting } from '../../shared/waiting.js';
import { allProducts, type CatalogueProduct } from './all-products.js';
import './catalogue.css';
import { ProductCard } from './product-card.js';
import { matching, shelvesOf } from './shelves.js';
import { CATALOG } from './texts.js';

/** Fewer are seen at a glance. */
const WORTH_SEARCHING = 8;
const NOTHING = {};

/** Everything on sale, by kind. */
export function CataloguePage() {
  const say = useTexts(CATALOG);
  const { answer, failed, again } = useLoaded(allProducts, NOTHING);
  return (
    <>
      <PageTitle>{say('title')}</PageTitle>
      <h1>{say('title')}</h1>
      <p className="intro">{say('intro')}</p>
      {answer ? <Shelves products={answer} /> : <Waiting failed={failed} again={again} />}
    </>
  );
}

function Shelves({ products }: { readonly products: readonly CatalogueProduct[] }) {
  const { language } = useSpeech();
  const say = useTexts(CATALOG);
  const [search, setSearch] = useState('');
  if (products.length === 0) return <p className="notice">{say('nothing')}</p>;
  const found = matching(products, search);
  return (
    <>
      {products.length > WORTH_SEARCHING && (
        <search className="finder">
          <label htmlFor="search">{say('search')}</label>
          <input
            id="search"
            type="search"
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
            }}
          />
          <p role="status">{search.trim() && found.length > 0 && say('found', { count: found.length })}</p>
        </search>
      )}
      {found.length === 0 && <NothingFound words={search.trim()} clear={() => setSearch('')} />}
      <div className="shelves">
        {shelvesOf(found, language).map(({ kind, products: shelf }) => (
          <section key={kind} className="shelf" data-kind={kind} aria-labelledby={`shelf-${kind}`}>
            <h2 id={`shelf-${kind}`}>{say(kind)}</h2>
            <ul className="cards">
              {shelf.map((product) => (
                <ProductCard key={product.code} product={product} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function NothingFound({ words, clear }: { readonly words: string; readonly clear: () => void }) {
  const say = useTexts(CATALOG);
  return (
    <div className="notice" role="status">
      <p>{say('foundNone', { words })}</p>
      <button type="button" className="secondary" onClick={clear}>
        {say('clear')}
      </button>
    </div>
  );
}
