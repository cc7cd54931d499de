import { expect, it } from '@jest/globals';
import QRCode from 'qrcode';

import { qrPath } from './qr-path.js';

it('covers exactly the dark modules', () => {
  const text = 'LP1:a-token-of-some-length';
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const dark = [...modules.data].flatMap((bit, at) => (bit ? [at] : []));
  const { path, size } = qrPath(text);
  const covered = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].flatMap(([, x, y, run]) =>
    Array.from({ length: Number(run) }, (_, step) => Number(y) * size + Number(x) + step),
  );
  expect(covered).toEqual(dark);
});
