import { graphql } from '@lianpiao/graphql-client';

import { useSpeech } from '../../app/languages.js';
import { Link } from '../../app/router.js';
import { useAnswer } from '../../shared/use-answer.js';
import { Waiting } from '../../shared/waiting.js';
import { BuyForm } from '../ordering/buy-form.js';

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
      attractions {
        code
        city
        name {
          zh
          en
        }
      }
      options {
        units {
          id
          type
          price {
            minor
            currency
          }
        }
      }
    }
  }
`);

/** One product: what it opens, and the form that buys it. */
export function ProductPage({ code }: { readonly code: string }) {
  const { say, pick } = useSpeech();
  const { answer, failed, again } = useAnswer(ProductDocument, { code });
  if (!answer) return <Waiting failed={failed} again={again} />;
  const { product } = answer;
  if (!product) return <p role="alert">{say('notFound')}</p>;
  const units = product.options.flatMap((option) => option.units);
  return (
    <article>
      <Link to="/" className="back">
        ‹ {say('back')}
      </Link>
      <span className="kind">{say(product.kind)}</span>
      <h1>{pick(product.name)}</h1>
      <p className="intro">{pick(product.summary)}</p>
      <BuyForm units={units} dated={product.dated} />
      <h2>{say('included')}</h2>
      <ul className="attractions">
        {product.attractions.map((attraction) => (
          <li key={attraction.code}>{pick(attraction.name)}</li>
        ))}
      </ul>
    </article>
  );
}
