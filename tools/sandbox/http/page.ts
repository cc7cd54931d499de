import { createHash } from 'node:crypto';

export type Language = 'zh' | 'en';

/** Markup that is safe to place in a page as it stands. */
export class Html {
  constructor(readonly markup: string) {}
}

/** Builds markup; every value that is not `Html` already is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  return new Html(parts.reduce((markup, part, i) => markup + asMarkup(values[i - 1] ?? '') + part));
}

function asMarkup(value: string | Html): string {
  if (value instanceof Html) return value.markup;
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const nothing = new Html('');

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:24rem;margin:4rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
label{display:block;margin:1rem 0 .25rem}input{font:inherit;width:100%;padding:.5rem;border:1px solid #595959;border-radius:.25rem;box-sizing:border-box}
button{font:inherit;margin:1.5rem .5rem 0 0;padding:.5rem 1.5rem;border:1px solid #14532d;border-radius:.25rem;background:#14532d;color:#fff}
button.secondary{background:#fff;color:#14532d}[role=alert]{color:#9f1239;font-weight:600}:focus-visible{outline:3px solid #1d4ed8;outline-offset:2px}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
/** In one piece: the hash is of everything between the tags, and a formatter would put spaces there. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

export function page(language: Language, title: string, content: Html): string {
  const lang = language === 'zh' ? 'zh-Hans' : 'en';
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`.markup;
}

/** No script, no frame, no outside resource. `form-action` stays open: it would also bind the redirect that follows a form. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
};

/** The first language of the browser's list that we speak. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const tags = (acceptLanguage ?? '').split(',').map((entry) => entry.trim().slice(0, 2).toLowerCase());
  return tags.find((tag): tag is Language => tag === 'zh' || tag === 'en') ?? 'en';
}
