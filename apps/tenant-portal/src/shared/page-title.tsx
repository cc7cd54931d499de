import { useSpeech } from './speech.js';
import { useStorefront } from './storefront.js';

/** The title of the window; each page has exactly one. */
export function PageTitle({ children }: { readonly children: string }) {
  const { pick } = useSpeech();
  const { name } = useStorefront();
  return <title>{`${children} · ${pick(name)}`}</title>;
}
