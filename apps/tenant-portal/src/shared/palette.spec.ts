import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { contrastOf, paletteOf } from './palette.js';

const AA = 4.5;
const anyColor = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('the palette of a tenant', () => {
  it('keeps a colour that is dark enough', () => {
    expect(paletteOf('#0b6e4f')).toEqual({ accent: '#0b6e4f', onAccent: '#ffffff', ink: '#0b6e4f' });
  });

  it('writes dark on a light colour, and darkens it for text', () => {
    const { onAccent, ink } = paletteOf('#ffd54a');
    expect(onAccent).toBe('#000000');
    expect(contrastOf(ink, '#ffffff')).toBeGreaterThan(AA);
  });

  it('can be read whatever was chosen', () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        const { accent, onAccent, ink } = paletteOf(color);
        return contrastOf(accent, onAccent) >= AA && contrastOf(ink, '#ffffff') >= AA;
      }),
    );
  });

  it('[D04] does not trust what is no colour', () => {
    expect(paletteOf('red; background: url(x)').accent).toBe('#0b6e4f');
  });
});
