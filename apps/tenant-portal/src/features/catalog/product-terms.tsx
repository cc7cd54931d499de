import { graphql } from '@lianpiao/graphql-client';

import { useSpeech } from '../../shared/speech.js';
import { useAnswer } from '../../shared/use-answer.js';
import './terms.css';
import { useTerms } from './use-terms.js';

const ProductTermsDocument = graphql(`
  query ProductTerms($code: String!) {
    product(code: $code) {
      dated
      name {
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
      }
    }
  }
`);

/** The terms of a product beside what was bought of it; nothing where it is no longer sold. */
export function ProductTerms({ code }: { readonly code: string }) {
  const { pick } = useSpeech();
  const { all } = useTerms();
  const { answer } = useAnswer(ProductTermsDocument, { code });
  if (!answer?.product) return null;
  return (
    <section className="bought-terms">
      <h3>{pick(answer.product.name)}</h3>
      <ul className="terms">
        {all(answer.product).map((term) => (
          <li key={term}>{term}</li>
        ))}
      </ul>
    </section>
  );
}
