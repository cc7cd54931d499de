import type { Secret } from '@lianpiao/config';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed key belongs to: opened for another tenant or under another id, it does not open. */
export interface KeyOwner {
  readonly tenantId: string;
  readonly keyId: string;
}

/** Nonce, ciphertext and tag of AES-256-GCM, under a key derived for this purpose and tenant. */
export function sealKey(key: Uint8Array, owner: KeyOwner, dataKey: Secret): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(owner, dataKey), nonce).setAAD(Buffer.from(owner.keyId));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when it was altered, or sealed for another owner or under another data key */
export function openKey(sealed: Buffer, owner: KeyOwner, dataKey: Secret): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(owner, dataKey), sealed.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(owner.keyId))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

function sealingKey({ tenantId }: KeyOwner, dataKey: Secret): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey.reveal(), tenantId, 'ticket-signing-key', 32));
}
