import type { Tenant } from '@lianpiao/authz';
import { originOf, type TenantTx } from '@lianpiao/db';
import { newKeyPair } from '@lianpiao/ticket-token';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { SigningKeyRepository } from '../persistence/signing-key-repository.js';
import { TICKETING_CONFIG, type TicketingConfig } from '../ticketing.config.js';
import { sealKey } from './key-sealing.js';

/** A new tenant gets the key it signs its tickets with. */
@Injectable()
export class SigningKeySeed {
  constructor(
    private readonly keys: SigningKeyRepository,
    @Inject(TICKETING_CONFIG) private readonly config: TicketingConfig,
  ) {}

  async seed(tx: TenantTx, tenant: Tenant, now: Date): Promise<void> {
    if (await this.keys.active(tx)) return;
    const keyId = randomBytes(4).toString('hex');
    const { publicKey, privateKey } = newKeyPair();
    const sealed = sealKey(privateKey, { tenantId: originOf(tenant.scope), keyId }, this.config.DATA_ENCRYPTION_KEY);
    await this.keys.insert(tx, keyId, publicKey, sealed, now);
  }
}
