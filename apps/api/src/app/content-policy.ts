import { createHash } from 'node:crypto';

type Sources = Readonly<Record<string, readonly string[]>>;

/** Nothing is allowed but what is named. */
function policy(sources: Sources): string {
  const named = Object.entries({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], ...sources });
  return named.map(([directive, allowed]) => `${directive} ${allowed.join(' ')}`).join('; ');
}

/** The portal: its own files, its own API, and the issuer that visitors sign in at. A payment leads away, which no directive governs. */
export function portalPolicy(issuerUrl: string): string {
  const issuer = new URL(issuerUrl).origin;
  return policy({
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'", issuer],
    'form-action': ["'self'", issuer],
    'frame-src': [issuer],
    'base-uri': ["'none'"],
  });
}

/** The explorer, which makes its styles as it goes; its scripts are its files and the one in the page. */
export function explorerPolicy(page: string): string {
  const inline = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g)].map(([, text = '']) =>
    digest(text),
  );
  return policy({
    'script-src': ["'self'", ...inline],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'form-action': ["'none'"],
    'base-uri': ["'self'"],
  });
}

function digest(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
