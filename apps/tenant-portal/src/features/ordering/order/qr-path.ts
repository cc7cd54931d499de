import QRCode from 'qrcode';

export interface QrPath {
  /** Modules on a side, without the quiet zone. */
  readonly size: number;
  /** SVG path of the dark modules, one unit each. */
  readonly path: string;
}

/** Draws a QR code (ISO/IEC 18004) whose dark runs are rectangles: sharp at any size, on screen and on paper. */
export function qrPath(text: string): QrPath {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) => row(modules, y));
  return { size: modules.size, path: rows.join('') };
}

function row({ size, data }: { readonly size: number; readonly data: Uint8Array }, y: number): string {
  const runs: string[] = [];
  for (let x = 0; x < size; x += 1) {
    const start = x;
    while (x < size && data[y * size + x]) x += 1;
    if (x > start) runs.push(`M${start} ${y}h${x - start}v1h-${x - start}z`);
  }
  return runs.join('');
}
