import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export type KeyPurpose = 'order-access' | 'merchant-api' | 'merchant-webhook';

/** A key for one purpose and tenant from the platform's data key (HKDF, RFC 5869): nothing is stored, nothing can get lost. */
export function derivedKey(dataKey: string, purpose: KeyPurpose, tenantId: string): string {
  const key = hkdfSync('sha256', Buffer.from(dataKey, 'base64'), tenantId, purpose, 32);
  return Buffer.from(key).toString('base64url');
}

/** The same, remembered: one order asks for keys some five times, and deriving one takes as long as a statement. */
export class DerivedKeys {
  readonly #dataKey: string;
  readonly #known = new Map<string, string>();

  constructor(dataKey: string) {
    this.#dataKey = dataKey;
  }

  of(purpose: KeyPurpose, tenantId: string): string {
    const name = `${purpose} ${tenantId}`;
    const key = this.#known.get(name) ?? derivedKey(this.#dataKey, purpose, tenantId);
    this.#known.set(name, key);
    return key;
  }
}

/** The secret in a guest's order link: whoever holds it may see, pay and cancel this order. */
export function accessKeyOf(orderKey: string, orderId: string): string {
  return createHmac('sha256', orderKey).update(orderId).digest('base64url').slice(0, 32);
}

export function opensOrder(orderKey: string, orderId: string, accessKey: string | null | undefined): boolean {
  const expected = Buffer.from(accessKeyOf(orderKey, orderId));
  const given = Buffer.from(accessKey ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export function signature(secret: string, rawBody: string | Buffer, now: Date): string {
  const t = Math.floor(now.getTime() / 1_000);
  return `t=${t},v1=${mac(secret, String(t), rawBody).toString('hex')}`;
}

const TOLERANCE_S = 300;

/** Whether `t=<unix seconds>,v1=<hex>` is the HMAC-SHA256 of `t.body`, and not older than five minutes. */
export function isSigned(secret: string, header: string | undefined, rawBody: Buffer, now: Date): boolean {
  const [, t, v1] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (!t || !v1 || Math.abs(now.getTime() / 1_000 - Number(t)) > TOLERANCE_S) return false;
  return timingSafeEqual(Buffer.from(v1, 'hex'), mac(secret, t, rawBody));
}

function mac(secret: string, t: string, rawBody: string | Buffer): Buffer {
  return createHmac('sha256', secret).update(`${t}.`).update(rawBody).digest();
}
