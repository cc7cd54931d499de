import { z } from 'zod';

import { Secret } from './secret.js';

/** The platform's data key. Modules that seal or derive with it each declare it, by this one description. */
export function dataKey() {
  return z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64')
    .transform((value) => new Secret(value))
    .describe(
      '32 random bytes in base64: seals what is stored sealed (AES-256-GCM), seeds derived keys (HKDF) (secret)',
    );
}
