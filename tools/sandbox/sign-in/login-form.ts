import type { Page } from './browser.js';

export interface LoginForm {
  readonly action: URL;
  readonly hidden: Readonly<Record<string, string>>;
}

/** Finds one of Keycloak's forms in a page, ours or a real Keycloak's. */
export function loginForm(
  page: Page,
  id: 'kc-form-login' | 'kc-register-form' = 'kc-form-login',
): LoginForm | undefined {
  const form = new RegExp(`<form\\b([^>]*\\bid="${id}"[^>]*)>(.*?)</form>`, 's');
  const [, attributes = '', content = ''] = form.exec(page.text) ?? [];
  if (attributes === '') return undefined;
  const hidden = [...content.matchAll(/<input\b[^>]*\btype="hidden"[^>]*>/g)].map(
    ([input]) => [attribute(input, 'name'), attribute(input, 'value')] as const,
  );
  return {
    action: new URL(attribute(attributes, 'action') || page.url, page.url),
    hidden: Object.fromEntries(hidden.filter(([name]) => name !== '')),
  };
}

/** Where a sign-in page sends people who have no account yet. */
export function registration(page: Page): URL | undefined {
  const [, link = ''] = /id="kc-registration".*?<a\b([^>]*)>/s.exec(page.text) ?? [];
  const address = attribute(link, 'href');
  return address === '' ? undefined : new URL(address, page.url);
}

/** What the page says went wrong. */
export function pageError(page: Page): string {
  const [, message = ''] =
    /(?:id="(?:input-error|kc-error-message)|class="[^"]*kc-feedback-text)[^>]*>(.*?)<\/(?:span|p|div)>/s.exec(
      page.text,
    ) ?? [];
  return decoded(message.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function attribute(tag: string, name: string): string {
  return decoded(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function decoded(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
