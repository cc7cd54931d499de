/** Names that hold a secret or personal data wherever they occur in a name, whatever the case. */
const PARTS =
  'password|passwd|secret|token|authorization|cookie|credential|signature|e-?mail|phone|mobile|document|(?:api|access|private|encryption|idempotency)[-_]?key';
/** Names too common to forbid as a part of others. */
const WHOLE = 'name|contact|params|parameters|detail';
const UNSPEAKABLE = new RegExp(`${PARTS}|^(?:${WHOLE})$`, 'i');

/** What looks like a secret or a person in any text: an error's message, a path. Lengths are bounded, so time is linear. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/:\/\/[^\s/@]{1,256}@/g, '://[redacted]@'],
  [/\b(bearer|basic)\s{1,8}[\w.~+/=-]+/gi, '$1 [redacted]'],
  [/\beyJ[\w-]{4,}(?:\.[\w-]*)*/g, '[redacted]'],
  [/\bLP\d{1,2}\.[\w-]{16,}/g, '[redacted]'],
  [/[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b/gi, '[redacted]'],
  [/(?<![\w-])1[3-9]\d{9}(?![\w-])/g, '[redacted]'],
];
/** One of these stands in every line that the rules above could change, in lower case. Few lines have one: the others cost next to nothing. */
const HINTS = [
  ...[
    'passw',
    'secret',
    'token',
    'authorization',
    'cookie',
    'credential',
    'signature',
    'mail',
    'phone',
    'mobile',
    'document',
    'key',
  ],
  ...['"name"', '"contact"', '"params"', '"parameters"', '"detail"'],
  ...['@', 'bearer', 'basic', 'eyj', 'lp'],
];
const MOBILE_HINT = /1[3-9]\d{9}/;

const CENSORED = '[redacted]';

/** A log line (JSON, one line) without secrets and personal data, however deep or by which way they came into it. */
export function redactLine(line: string): string {
  if (!isSuspect(line)) return line;
  try {
    return `${JSON.stringify(redacted(JSON.parse(line)))}\n`;
  } catch {
    return `${JSON.stringify({ level: 50, msg: 'a log line could not be read and was left out' })}\n`;
  }
}

function isSuspect(line: string): boolean {
  const lower = line.toLowerCase();
  return HINTS.some((hint) => lower.includes(hint)) || MOBILE_HINT.test(line);
}

function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redacted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, UNSPEAKABLE.test(key) ? CENSORED : redacted(inner)]),
  );
}

function redactText(text: string): string {
  return PATTERNS.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text);
}
