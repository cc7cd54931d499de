export type Language = 'zh' | 'en';

/** The languages the storefront speaks: BCP 47 tag for `lang` and Intl, and the name by which its readers find it. */
export const LANGUAGES: Readonly<Record<Language, { readonly tag: string; readonly name: string }>> = {
  zh: { tag: 'zh-CN', name: '中文' },
  en: { tag: 'en', name: 'English' },
};

/** One sentence, or one for each grammatical number of `{count}` (Intl.PluralRules). */
export type Text = string | { readonly one: string; readonly other: string };
export type Texts<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, Text>>>>;
export type Values = Readonly<Record<string, string | number>>;

/** Puts values where `{name}` stands. */
export function fill(text: Text, values: Values, tag: string): string {
  const sentence = typeof text === 'string' ? text : text[numberOf(values.count, tag)];
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

function numberOf(count: string | number | undefined, tag: string): 'one' | 'other' {
  return new Intl.PluralRules(tag).select(Number(count)) === 'one' ? 'one' : 'other';
}

/** What was chosen before, else the first language of the browser that we speak, else English. */
export function preferred(remembered: string | null, wanted: readonly string[]): Language {
  const known = Object.keys(LANGUAGES) as Language[];
  const candidates = [remembered ?? '', ...wanted.map((tag) => tag.slice(0, 2).toLowerCase())];
  return candidates.flatMap((candidate) => known.find((language) => language === candidate) ?? [])[0] ?? 'en';
}
