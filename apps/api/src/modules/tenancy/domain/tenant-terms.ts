import { InvalidInput } from '@lianpiao/kernel';

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Names of realms and hosts that are the platform's own. */
const RESERVED = new Set(['master', 'platform', 'visitors', 'www', 'api']);
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MOST_NAME = 60;
const MOST_HOST = 253;
/** Control, format (invisible, turning the direction of text), private, unassigned; separators of lines. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

export interface TenantName {
  readonly zh: string;
  readonly en: string;
}

/** @throws InvalidInput */
export function tenantSlug(text: string): string {
  if (!SLUG.test(text)) throw new InvalidInput('slug', 'format');
  if (RESERVED.has(text)) throw new InvalidInput('slug', 'reserved');
  return text;
}

/** @throws InvalidInput */
export function tenantName({ zh, en }: TenantName): TenantName {
  return { zh: nameIn('name.zh', zh), en: nameIn('name.en', en) };
}

function nameIn(field: string, text: string): string {
  const name = text.trim().normalize('NFC');
  if (name === '') throw new InvalidInput(field, 'required');
  if (Array.from(name).length > MOST_NAME) throw new InvalidInput(field, 'length', String(MOST_NAME));
  if (UNPRINTABLE.test(name)) throw new InvalidInput(field, 'characters');
  return name;
}

/**
 * A host as a browser sends it, without port: ASCII, lower case, two labels or more, never an address. Below the platform's own host the
 * names that are no tenant's slug are no tenant's host either.
 * @throws InvalidInput
 */
export function tenantHost(text: string, baseHost: string): string {
  const labels = text.split('.');
  const wellFormed = text.length <= MOST_HOST && labels.length > 1 && labels.every((label) => LABEL.test(label));
  // A last label of digits makes it an IPv4 address, in one of its many spellings.
  if (!wellFormed || /^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) throw new InvalidInput('host', 'format');
  if (text.endsWith(`.${baseHost}`) && RESERVED.has(labels.at(-baseHost.split('.').length - 1) ?? ''))
    throw new InvalidInput('host', 'reserved');
  return text;
}

/** An IANA zone; an offset is none, since it knows no summer. @throws InvalidInput */
export function tenantTimeZone(text: string): string {
  try {
    if (!/^[A-Za-z]/.test(text)) throw new RangeError('an offset');
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    throw new InvalidInput('timeZone', 'unknown');
  }
}

/** @throws InvalidInput */
export function tenantCurrency(text: string): string {
  if (!Intl.supportedValuesOf('currency').includes(text)) throw new InvalidInput('currency', 'unknown');
  return text;
}
