import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { InvalidInput, type Clock } from '@lianpiao/kernel';
import { Outbox } from '@lianpiao/outbox';
import { formatHumanCode, readHumanCode } from '@lianpiao/ticket-token';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { PassState } from '../domain/pass-state.js';
import { EntitlementRepository, type LockedPass } from '../persistence/entitlement-repository.js';
import type { PassClosed } from '../ticketing.events.js';
import { TicketNotActive, TicketNotFound } from '../ticketing.failures.js';

export interface RevokeTicketRequest {
  readonly code: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export interface RevokedTicket {
  readonly code: string;
  readonly state: PassState;
  readonly revokedAt: Date;
}

/** Ends a pass for cause: a stolen card, a fraud. What is left on it is settled, not refunded. */
@Injectable()
export class RevokeTicket {
  static readonly failures = [TicketNotFound, TicketNotActive] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly entitlements: EntitlementRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, input: RevokeTicketRequest): Promise<RevokedTicket> {
    const code = readHumanCode(input.code);
    if (code === undefined) throw new InvalidInput('code', 'format', 'ticket code');
    const reason = check.text('reason', input.reason, 200);
    const { subject: actor } = ctx.principal;
    const key = check.idempotencyKey(input.idempotencyKey);
    const command = { name: 'ticketing.revokeTicket', actor, key, request: input };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const pass = await this.entitlements.lockByTicketCode(tx, code);
      if (!pass) throw new TicketNotFound();
      if (pass.state !== PassState.ACTIVE) throw new TicketNotActive(pass.state);
      const at = this.clock.now();
      await this.entitlements.close(tx, [pass.id], { state: PassState.REVOKED, reason, at });
      await this.outbox.append(tx, [revoked(pass, at)]);
      const [before, after] = [{ state: pass.state }, { state: PassState.REVOKED }];
      const what = { action: command.name, subject: 'Ticket', subjectId: formatHumanCode(code), reason } as const;
      await this.audit.record(ctx, tx, { ...what, before, after });
      return { code: formatHumanCode(code), state: PassState.REVOKED, revokedAt: at };
    });
  }
}

function revoked({ id: passId, visits_used: visits }: LockedPass, at: Date): PassClosed {
  return { type: 'PassClosed', occurredAt: at, payload: { passId, reason: 'revoked', closedAt: at, visits } };
}
