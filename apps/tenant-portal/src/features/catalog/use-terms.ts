import { durationText } from '../../shared/duration.js';
import { useSpeech, useTexts } from '../../shared/speech.js';
import { isOneDay, scopeOf, termsOf, type Term, type Terms } from './terms.js';
import { CATALOG } from './texts.js';

/** The terms of a product in the visitor's words. */
export function useTerms(): { readonly all: (terms: Terms) => string[]; readonly brief: (terms: Terms) => string } {
  const { locale } = useSpeech();
  const say = useTexts(CATALOG);
  const sentence = ({ text, values, period }: Term) =>
    say(text, { ...values, ...(period && { period: durationText(period, locale) }) });
  return {
    all: (terms) => termsOf(terms).map(sentence),
    brief: (terms) => {
      const what = sentence(scopeOf(terms));
      const { period } = terms.validity;
      if (terms.dated && isOneDay(period)) return what;
      return say('inPeriod', { what, period: durationText(period, locale) });
    },
  };
}
