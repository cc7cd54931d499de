import type { RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { readDeviceKey } from '../domain/device-key.js';
import { GateDirectory } from '../redeeming/gate-directory.js';
import { GateNotFound, IdentityProviderSilent } from '../ticketing.failures.js';
import { GateDevices, type DeviceClient } from '../ticketing.ports.js';

export interface RegisterGateDeviceRequest {
  readonly idempotencyKey: string;
  readonly gateCode: string;
  readonly publicKey: string;
}

export interface RegisteredDevice extends DeviceClient {
  readonly gateCode: string;
  readonly keyId: string;
}

/** Lets the device at a gate sign in by its key; the one that was there before is nobody from then on. */
@Injectable()
export class RegisterGateDevice {
  static readonly failures = [GateNotFound, IdentityProviderSilent] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gates: GateDirectory,
    private readonly devices: GateDevices,
    private readonly audit: AuditTrail,
  ) {}

  async execute(ctx: RequestContext, request: RegisterGateDeviceRequest): Promise<RegisteredDevice> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const publicKey = readDeviceKey('publicKey', request.publicKey);
    const { code: gateCode, attraction } = await this.gates.byCode(ctx.tenant, request.gateCode);
    ctx.ability.must('update', 'Gate', { attractionCode: attraction.code });
    const keyId = publicKey.kid;
    const command = { name: 'ticketing.registerGateDevice', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const what = { action: command.name, subject: 'Gate', subjectId: gateCode } as const;
      await this.audit.record(ctx, tx, { ...what, after: { keyId } });
      // Before the commit: what the provider did not hear of is not recorded, and a repeat brings no older key back.
      const client = await this.devices.register(ctx.tenant, gateCode, attraction.code, publicKey);
      return { ...client, gateCode, keyId };
    });
  }
}
