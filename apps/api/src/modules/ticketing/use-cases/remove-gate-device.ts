import type { RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { GateDirectory } from '../redeeming/gate-directory.js';
import { GateNotFound, IdentityProviderSilent } from '../ticketing.failures.js';
import { GateDevices } from '../ticketing.ports.js';

export interface RemoveGateDeviceRequest {
  readonly idempotencyKey: string;
  readonly gateCode: string;
}

/** A device that is lost or sold signs in no more, and the token it has ends at once. */
@Injectable()
export class RemoveGateDevice {
  static readonly failures = [GateNotFound, IdentityProviderSilent] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gates: GateDirectory,
    private readonly devices: GateDevices,
    private readonly audit: AuditTrail,
  ) {}

  async execute(ctx: RequestContext, request: RemoveGateDeviceRequest): Promise<{ readonly gateCode: string }> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const { code: gateCode, attraction } = await this.gates.byCode(ctx.tenant, request.gateCode);
    ctx.ability.must('update', 'Gate', { attractionCode: attraction.code });
    const command = { name: 'ticketing.removeGateDevice', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      await this.audit.record(ctx, tx, { action: command.name, subject: 'Gate', subjectId: gateCode });
      // Before the commit: what the provider did not hear of is not recorded, and a repeat removes no later device.
      await this.devices.remove(ctx.tenant, gateCode);
      return { gateCode };
    });
  }
}
