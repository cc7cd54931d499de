import type { Tenant } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { newId, PPM } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { ChannelRepository } from './persistence/channel-repository.js';

/** A new tenant sells through a storefront of its own. */
@Injectable()
export class StorefrontChannelSeed {
  constructor(private readonly channels: ChannelRepository) {}

  async seed(tx: TenantTx, tenant: Tenant, now: Date): Promise<void> {
    const channel = {
      id: newId(),
      code: 'storefront',
      kind: 'storefront',
      name: tenant.name.zh,
      clientId: null,
      netRatePpm: PPM,
      creditLimitMinor: null,
      creditUsedMinor: 0n,
      state: 'active',
    } as const;
    await this.channels.insert(tx, channel, now);
  }
}
