import { createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_S = 300;

/** `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of `t.body`, so that neither the body nor its age can be changed. */
export function signatureHeader(secret: string, body: string, now: Date): string {
  const t = Math.floor(now.getTime() / 1_000);
  return `t=${t},v1=${mac(secret, t, body).toString('hex')}`;
}

export function isSignedBy(secret: string, header: string | undefined, body: string, now: Date): boolean {
  const [, t = '', v1 = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (t === '' || Math.abs(now.getTime() / 1_000 - Number(t)) > TOLERANCE_S) return false;
  return timingSafeEqual(Buffer.from(v1, 'hex'), mac(secret, Number(t), body));
}

function mac(secret: string, t: number, body: string): Buffer {
  return createHmac('sha256', secret).update(`${t}.${body}`).digest();
}
