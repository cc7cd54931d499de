import type { Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { tryEach, type TenantJob } from '@lianpiao/jobs';
import { Injectable } from '@nestjs/common';

import { StaffRepository } from '../persistence/staff-repository.js';
import { StaffDesk } from '../staff-desk.js';

const AT_ONCE = 20;

/** Tells the identity provider what it could not be told when it was decided. */
@Injectable()
export class ConvergeStaffJob implements TenantJob {
  readonly name = 'identity.convergeStaff';
  readonly everyMs = 10_000;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staff: StaffRepository,
    private readonly desk: StaffDesk,
  ) {}

  async run(tenant: Tenant): Promise<number> {
    const behind = await this.unitOfWork.read({ tenant }, (tx) => this.staff.behind(tx, AT_ONCE));
    return tryEach(behind, async (member) => {
      await this.desk.converge(tenant, member);
      return true;
    });
  }
}
