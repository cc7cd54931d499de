import { CLOCK, type Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import type { TenantJob } from '@lianpiao/jobs';
import type { Clock } from '@lianpiao/kernel';
import { Outbox } from '@lianpiao/outbox';
import { Inject, Injectable } from '@nestjs/common';

import { PassState } from '../domain/pass-state.js';
import { EntitlementRepository, type LockedPass } from '../persistence/entitlement-repository.js';
import type { PassClosed } from '../ticketing.events.js';

const MOST_AT_ONCE = 500;

/** Ends passes whose time is over, so that what is left on them can be settled. A gate refuses them before this has run. */
@Injectable()
export class ExpirePasses implements TenantJob {
  readonly name = 'ticketing.expirePasses';
  readonly everyMs = 10_000;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly entitlements: EntitlementRepository,
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(tenant: Tenant): Promise<number> {
    return this.unitOfWork.write({ tenant }, async (tx) => {
      const now = this.clock.now();
      const passes = await this.entitlements.lockExpired(tx, now, MOST_AT_ONCE);
      if (passes.length === 0) return 0;
      await this.entitlements.close(
        tx,
        passes.map((pass) => pass.id),
        { state: PassState.EXPIRED, at: now },
      );
      await this.outbox.append(
        tx,
        passes.map((pass) => expired(pass, now)),
      );
      return passes.length;
    });
  }
}

function expired({ id: passId, visits_used: visits }: LockedPass, now: Date): PassClosed {
  return { type: 'PassClosed', occurredAt: now, payload: { passId, reason: 'expired', closedAt: now, visits } };
}
