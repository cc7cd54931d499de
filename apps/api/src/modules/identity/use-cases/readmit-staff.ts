import type { Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { StaffRepository } from '../persistence/staff-repository.js';

/**
 * After a restore: the accounts that the rows know are another realm's. Each member gets one at the tenant's own, as whoever was just
 * taken on: from the job, or with the password an operator gives.
 */
@Injectable()
export class ReadmitStaff {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staff: StaffRepository,
  ) {}

  execute(tenant: Tenant): Promise<void> {
    return this.unitOfWork.write({ tenant }, (tx) => this.staff.forgetAccounts(tx));
  }
}
