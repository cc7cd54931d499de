import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';

import { dataKey, defineConfig, loadConfig } from './index.js';

const slice = defineConfig('Keys', { DATA_ENCRYPTION_KEY: dataKey() });

function read(key: string) {
  const [keys] = loadConfig([slice] as const, { DATA_ENCRYPTION_KEY: key });
  return keys.DATA_ENCRYPTION_KEY;
}

describe('the data key', () => {
  it('is 32 bytes in base64, and kept secret', () => {
    const key = randomBytes(32).toString('base64');
    expect(read(key).reveal()).toBe(key);
    expect(String(read(key))).toBe('[secret]');
  });

  it.each([
    ['31 bytes', Buffer.alloc(31).toString('base64')],
    ['33 bytes', Buffer.alloc(33).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['base64url', Buffer.alloc(32, 255).toString('base64url')],
    ['a passphrase', 'correct horse battery staple'],
    ['a line break behind it', `${Buffer.alloc(32).toString('base64')}\n`],
  ])('is not %s, and the complaint does not quote it', (_, key) => {
    expect(() => read(key)).toThrow('DATA_ENCRYPTION_KEY');
    expect(() => read(key)).not.toThrow(key.trim());
  });
});
