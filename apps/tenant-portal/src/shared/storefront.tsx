import { createContext, useContext } from 'react';

/** Whose shop this is. */
export interface Storefront {
  readonly name: { readonly zh: string; readonly en: string };
  readonly accentColor: string;
  /** IANA zone of its dates. */
  readonly timeZone: string;
}

const StorefrontContext = createContext<Storefront | undefined>(undefined);
export const OfStorefront = StorefrontContext;

export function useStorefront(): Storefront {
  const storefront = useContext(StorefrontContext);
  if (!storefront) throw new Error('outside of a storefront');
  return storefront;
}
