import { formatMoney } from '@lianpiao/kernel';

import { useSpeech } from './speech.js';

export interface Amount {
  readonly minor: string;
  readonly currency: string;
}

/** Money as the reader writes it. */
export function usePrice(): (amount: Amount) => string {
  const { locale } = useSpeech();
  return ({ minor, currency }) => formatMoney({ minor: BigInt(minor), currency }, locale);
}
