import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

import { MESSAGES, type Message } from './messages.js';

export type Language = 'zh' | 'en';

interface Speech {
  readonly language: Language;
  /** BCP 47 tag for Intl. */
  readonly locale: string;
  readonly speak: (language: Language) => void;
  readonly say: (message: Message, values?: Readonly<Record<string, string | number>>) => string;
  /** The text of a failure code; the code itself where there is none. */
  readonly sayFailure: (code: string) => string;
  readonly pick: (text: { readonly zh: string; readonly en: string }) => string;
}

const SpeechContext = createContext<Speech | undefined>(undefined);
const REMEMBERED = 'lianpiao.language';

export function Speaking({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(preferred);
  const locale = language === 'zh' ? 'zh-CN' : 'en';
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const speak = useCallback((chosen: Language) => {
    localStorage.setItem(REMEMBERED, chosen);
    setLanguage(chosen);
  }, []);
  const speech = useMemo<Speech>(() => {
    const messages = MESSAGES[language];
    const say: Speech['say'] = (message, values = {}) =>
      messages[message].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
    const sayFailure = (code: string) => (isMessage(code) ? say(code) : `${say('failed')} (${code})`);
    return { language, locale, speak, say, sayFailure, pick: (text) => text[language] };
  }, [language, locale, speak]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('outside of Speaking');
  return speech;
}

function isMessage(code: string): code is Message {
  return code in MESSAGES.en;
}

function preferred(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (remembered === 'zh' || remembered === 'en') return remembered;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}
