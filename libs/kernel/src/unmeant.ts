/**
 * Characters that nobody means to write: control characters but tabs and line breaks, halves of surrogate pairs, what is invisible, and what turns
 * the direction of the text around it, so that it reads as something else. The joiners stay: scripts and emoji need them.
 */
const UNMEANT = /(?![\n\r\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/u;

export function hasUnmeant(text: string): boolean {
  return UNMEANT.test(text);
}
