import type { ProductQuery } from '@lianpiao/graphql-client';

import { useSpeech, useTexts } from '../../shared/speech.js';
import { CATALOG } from './texts.js';

type Attraction = NonNullable<ProductQuery['product']>['attractions'][number];

/** The attractions of a product, city by city. */
export function Included({ attractions }: { readonly attractions: readonly Attraction[] }) {
  const { pick } = useSpeech();
  const say = useTexts(CATALOG);
  const cities = [...new Set(attractions.map(({ city }) => pick(city)))];
  return (
    <section className="included" aria-labelledby="included">
      <h2 id="included">{say('where')}</h2>
      {cities.map((city) => (
        <section key={city} aria-label={city}>
          <h3>{city}</h3>
          <ul>
            {attractions
              .filter((place) => pick(place.city) === city)
              .map((place) => (
                <Place key={place.code} place={place} />
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Place({ place: { name, grade, opens, closes } }: { readonly place: Attraction }) {
  const { pick } = useSpeech();
  const say = useTexts(CATALOG);
  return (
    <li>
      <span className="name">
        {pick(name)} <span className="grade">{grade}</span>
      </span>
      <span className="hours">{say('hours', { opens, closes })}</span>
    </li>
  );
}
