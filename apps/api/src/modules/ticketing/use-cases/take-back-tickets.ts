import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { Fulfilment, NothingRefundable } from '../../ordering/index.js';
import { PassState } from '../domain/pass-state.js';
import { EntitlementRepository, type LockedPass } from '../persistence/entitlement-repository.js';

/** Takes tickets back for a refund: all of an order, or none when somebody has gone in on one of them. */
@Injectable()
export class TakeBackTickets extends Fulfilment {
  constructor(private readonly entitlements: EntitlementRepository) {
    super();
  }

  /** Waits for gates that are deciding on one of the passes; whoever comes second sees what the first did. */
  async takeBack(tx: TenantTx, orderId: string, now: Date): Promise<{ readonly passIds: readonly string[] }> {
    const passes = await this.entitlements.lockOfOrder(tx, orderId);
    if (passes.length === 0 || !passes.every((pass) => isUnused(pass, now))) throw new NothingRefundable();
    const passIds = passes.map((pass) => pass.id);
    await this.entitlements.close(tx, passIds, { state: PassState.REFUNDED, at: now });
    return { passIds };
  }
}

function isUnused(pass: LockedPass, now: Date): boolean {
  return pass.state === PassState.ACTIVE && pass.visits_used === 0 && now < pass.not_after;
}
