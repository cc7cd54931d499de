import { describe, expect, it } from '@jest/globals';
import { Secret } from '@lianpiao/config';
import { randomBytes } from 'node:crypto';

import { openKey, sealKey } from './key-sealing.js';

const dataKey = new Secret('a data key of at least 32 characters');
const owner = { tenantId: 'tenant-a', keyId: 'a1b2c3d4' };
const key = randomBytes(32);
const sealed = sealKey(key, owner, dataKey);

describe('a sealed signing key', () => {
  it('opens for its owner', () => {
    expect(openKey(sealed, owner, dataKey)).toEqual(key);
    expect(sealed.includes(key)).toBe(false);
    expect(sealKey(key, owner, dataKey)).not.toEqual(sealed);
  });

  it('opens for nobody else', () => {
    expect(() => openKey(sealed, { ...owner, tenantId: 'tenant-b' }, dataKey)).toThrow();
    expect(() => openKey(sealed, { ...owner, keyId: '00000000' }, dataKey)).toThrow();
    expect(() => openKey(sealed, owner, new Secret('another data key of some length'))).toThrow();
    const altered = Buffer.from(sealed);
    altered[15] = (altered[15] ?? 0) ^ 1;
    expect(() => openKey(altered, owner, dataKey)).toThrow();
  });
});
