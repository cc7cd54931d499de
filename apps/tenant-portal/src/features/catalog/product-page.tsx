import { graphql } from '@lianpiao/graphql-client';
import type { ReactNode } from 'react';

import { PageTitle } from '../../shared/page-title.js';
import { Link } from '../../shared/router.js';
import { useSpeech, useTexts } from '../../shared/speech.js';
import { SHARED } from '../../shared/texts.js';
import { useAnswer } from '../../shared/use-answer.js';
import { Waiting } from '../../shared/waiting.js';
import { Included } from './included.js';
import './product.css';
import './terms.css';
import { CATALOG } from './texts.js';
import { useTerms } from './use-terms.js';

const ProductDocument = graphql(`
  query Product($code: String!) {
    product(code: $code) {
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
        code
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
    }
  }
`);

interface ProductPageProps {
  readonly code: string;
  /** What buys it. */
  readonly form: (product: { readonly code: string; readonly dated: boolean }) => ReactNode;
}

/** One product: what it opens, on which terms, and the form that buys it. */
export function ProductPage({ code, form }: ProductPageProps) {
  const { pick } = useSpeech();
  const say = useTexts(CATALOG);
  const shared = useTexts(SHARED);
  const { all } = useTerms();
  const { answer, failed, again } = useAnswer(ProductDocument, { code });
  if (!answer) return <Waiting failed={failed} again={again} />;
  const { product } = answer;
  if (!product) return <NoProduct />;
  const summary = pick(product.summary);
  return (
    <article className="product">
      <PageTitle>{pick(product.name)}</PageTitle>
      <header>
        <Link to="/" className="back">
          {say('back')}
        </Link>
        <p className="kind">{shared(product.kind)}</p>
        <h1>{pick(product.name)}</h1>
        {summary && <p className="intro">{summary}</p>}
        <h2 className="visually-hidden">{say('terms')}</h2>
        <ul className="terms">
          {all(product).map((term) => (
            <li key={term}>{term}</li>
          ))}
        </ul>
      </header>
      {form(product)}
      <Included attractions={product.attractions} />
    </article>
  );
}

function NoProduct() {
  const say = useTexts(CATALOG);
  return (
    <div className="notice">
      <PageTitle>{say('noProduct')}</PageTitle>
      <h1>{say('noProduct')}</h1>
      <Link to="/" className="button">
        {say('back')}
      </Link>
    </div>
  );
}
