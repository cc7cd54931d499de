import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

import { fill, LANGUAGES, preferred, type Language, type Texts, type Values } from './language.js';

interface Speech {
  readonly language: Language;
  /** BCP 47 tag for Intl. */
  readonly locale: string;
  readonly speak: (language: Language) => void;
  readonly pick: (text: { readonly zh: string; readonly en: string }) => string;
}

const SpeechContext = createContext<Speech | undefined>(undefined);
const REMEMBERED = 'lianpiao.language';

export function Speaking({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    preferred(localStorage.getItem(REMEMBERED), navigator.languages),
  );
  const locale = LANGUAGES[language].tag;
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const speak = useCallback((chosen: Language) => {
    localStorage.setItem(REMEMBERED, chosen);
    setLanguage(chosen);
  }, []);
  const speech = useMemo<Speech>(
    () => ({ language, locale, speak, pick: (text) => text[language] }),
    [language, locale, speak],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('outside of Speaking');
  return speech;
}

/** Says the texts of one feature in the visitor's language. */
export function useTexts<Key extends string>(texts: Texts<Key>): (key: Key, values?: Values) => string {
  const { language, locale } = useSpeech();
  return (key, values = {}) => fill(texts[language][key], values, locale);
}
