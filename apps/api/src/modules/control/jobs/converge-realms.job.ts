import { UnitOfWork } from '@lianpiao/db';
import { tryEach, type TenantJob } from '@lianpiao/jobs';
import { Injectable } from '@nestjs/common';

import { ControlRepository } from '../../tenancy/index.js';
import { TenantLife } from '../control.ports.js';

const MOST_AT_ONCE = 50;

/** Tells the identity provider of tenants what it could not be told when it was decided: another name, another host. */
@Injectable()
export class ConvergeRealmsJob implements TenantJob {
  readonly name = 'control.convergeRealms';
  readonly everyMs = 10_000;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly control: ControlRepository,
    private readonly life: TenantLife,
  ) {}

  async run(): Promise<number> {
    const behind = await this.unitOfWork.operator((tx) => this.control.realmsBehind(tx, MOST_AT_ONCE));
    return tryEach(behind, async (slug) => {
      await this.life.convergeRealm(slug);
      return true;
    });
  }
}
