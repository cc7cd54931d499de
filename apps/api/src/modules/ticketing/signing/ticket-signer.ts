import { originOf, type TenantTx } from '@lianpiao/db';
import { privateKeyOf, signTicket, TicketFlag, type SigningKey } from '@lianpiao/ticket-token';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import type { NewEntitlement } from '../persistence/entitlement-repository.js';
import { SigningKeyRepository } from '../persistence/signing-key-repository.js';
import { TICKETING_CONFIG, type TicketingConfig } from '../ticketing.config.js';
import { openKey } from './key-sealing.js';

/** Signs for one tenant; holds its key opened only as long as the caller holds it. */
export interface TicketSigner {
  readonly keyId: string;
  sign(entitlement: NewEntitlement): string;
}

@Injectable()
export class TicketSigners {
  constructor(
    private readonly keys: SigningKeyRepository,
    @Inject(TICKETING_CONFIG) private readonly config: TicketingConfig,
  ) {}

  /** With the tenant's active key. */
  async open(tx: TenantTx): Promise<TicketSigner> {
    const tenantId = originOf(tx.scope);
    const row = await this.keys.active(tx);
    if (!row) throw new Error('the tenant has no key to sign tickets with');
    const owner = { tenantId, keyId: row.key_id };
    const privateKey = privateKeyOf(openKey(row.private_key_sealed, owner, this.config.DATA_ENCRYPTION_KEY));
    const key: SigningKey = { keyId: row.key_id, privateKey };
    return { keyId: row.key_id, sign: (entitlement) => sign(tenantId, key, entitlement) };
  }
}

function sign(tenantId: string, key: SigningKey, { id, notBefore, notAfter, unitType, terms }: NewEntitlement): string {
  const concession = unitType === 'ADULT' ? 0 : TicketFlag.CONCESSION;
  const dated = terms.validityStarts === 'visit_date' ? TicketFlag.DATED : 0;
  const nonce = randomBytes(4).toString('hex');
  return signTicket({ tenantId, passId: id, notBefore, notAfter, flags: concession | dated, nonce }, key);
}
