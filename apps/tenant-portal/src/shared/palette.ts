/** A tenant's colour in the ways a page uses it. */
export interface Palette {
  /** As it was chosen: areas and borders. */
  readonly accent: string;
  /** Text upon it. */
  readonly onAccent: string;
  /** The same hue, dark enough for text upon white. */
  readonly ink: string;
}

type Rgb = readonly [number, number, number];

const FALLBACK = '#0b6e4f';
const LIGHT = '#ffffff';
const DARK = '#000000';
/** Of text, WCAG 2.2, 1.4.3 (AA); a little more, since pages tint their ground. */
const LEGIBLE = 5;
const DARKER = 0.94;

/** Whatever colour a tenant chose, its pages can be read. */
export function paletteOf(chosen: string): Palette {
  const accent = /^#[\da-f]{6}$/i.test(chosen) ? chosen : FALLBACK;
  let ink = rgb(accent);
  while (contrast(ink, rgb(LIGHT)) < LEGIBLE) ink = ink.map((part) => part * DARKER) as unknown as Rgb;
  const onAccent = contrast(rgb(accent), rgb(LIGHT)) >= contrast(rgb(accent), rgb(DARK)) ? LIGHT : DARK;
  return { accent, onAccent, ink: hex(ink) };
}

/** Contrast ratio of two colours #rrggbb, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(rgb(one), rgb(other));
}

function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function rgb(color: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb;
}

function hex(color: Rgb): string {
  return `#${color.map((part) => Math.floor(part).toString(16).padStart(2, '0')).join('')}`;
}
