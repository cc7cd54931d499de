import { newKeyPair, privateKeyOf, signTicket, type SigningKey } from '@lianpiao/ticket-token';

import { idOf, Kind } from './ids.js';
import type { Range } from './passes.js';

const DAY_MS = 86_400_000;
const VALID_MS = 180 * DAY_MS;

/** Signs what the holders of passes show. */
export class TicketPress {
  readonly publicKey: { readonly keyId: string; readonly raw: Buffer };
  private readonly key: SigningKey;

  constructor(private readonly tenantId: string) {
    const { publicKey, privateKey } = newKeyPair();
    this.publicKey = { keyId: '000be9c4', raw: publicKey };
    this.key = { keyId: this.publicKey.keyId, privateKey: privateKeyOf(privateKey) };
  }

  print({ first, end }: Range): string[] {
    const notBefore = new Date(Date.now() - DAY_MS);
    const notAfter = new Date(Date.now() + VALID_MS);
    const { tenantId } = this;
    return Array.from({ length: end - first }, (_, at) =>
      signTicket(
        { tenantId, passId: idOf(Kind.pass, first + at), notBefore, notAfter, flags: 0, nonce: '00000001' },
        this.key,
      ),
    );
  }
}
