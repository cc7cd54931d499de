import { CLOCK, type RequestContext } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { newId, PPM, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import type { SalesChannel } from '../domain/order.js';
import { PartnerCodeTaken } from '../ordering.failures.js';
import { PartnerClients } from '../ordering.ports.js';
import { ChannelRepository } from '../persistence/channel-repository.js';

export interface CreatePartnerRequest {
  readonly idempotencyKey: string;
  readonly code: string;
  readonly name: string;
  readonly netRatePpm: number;
  readonly creditLimitMinor: bigint;
}

export interface CreatedPartner {
  readonly partner: SalesChannel;
  /** Shown this once; a repeat of the command makes a new one. */
  readonly clientSecret: Secret;
}

const MOST_CREDIT = 10n ** 15n;

/** Opens a channel for a partner that sells on our behalf, and gives its machine a client to sign in with. */
@Injectable()
export class CreatePartner {
  static readonly failures = [PartnerCodeTaken] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly channels: ChannelRepository,
    private readonly clients: PartnerClients,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, request: CreatePartnerRequest): Promise<CreatedPartner> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const channel = partnerOf(request);
    const command = { name: 'ordering.createPartner', actor: ctx.principal.subject, key, request };
    const partner = await this.unitOfWork.command(ctx, command, async (tx) => {
      if (!(await this.channels.insert(tx, channel, this.clock.now()))) throw new PartnerCodeTaken();
      const { code, name, netRatePpm, creditLimitMinor } = channel;
      const what = { action: command.name, subject: 'Partner', subjectId: code } as const;
      await this.audit.record(ctx, tx, { ...what, after: { name, netRatePpm, creditLimitMinor } });
      return channel;
    });
    const { secret } = await this.clients.register(ctx.tenant, partner.code);
    return { partner, clientSecret: secret };
  }
}

function partnerOf(request: CreatePartnerRequest): SalesChannel {
  const code = check.pattern('code', request.code, /^[a-z0-9][a-z0-9_-]{0,39}$/, 'a-z, 0-9, _ and -, at most 40');
  return {
    id: newId(),
    code,
    kind: 'partner',
    name: check.text('name', request.name, 80),
    clientId: `ota-${code}`,
    netRatePpm: BigInt(check.range('netRatePpm', request.netRatePpm, 1, Number(PPM))),
    creditLimitMinor: check.range('creditLimitMinor', request.creditLimitMinor, 0n, MOST_CREDIT),
    creditUsedMinor: 0n,
    state: 'active',
  };
}
