import { UnitOfWork } from '@lianpiao/db';
import { tryEach, type TenantJob } from '@lianpiao/jobs';
import { Injectable } from '@nestjs/common';

import { OperatorDesk } from '../operator-desk.js';
import { OperatorRepository } from '../persistence/operator-repository.js';

/** Tells the identity provider of operators what it could not be told when it was decided. */
@Injectable()
export class ConvergeOperatorsJob implements TenantJob {
  readonly name = 'identity.convergeOperators';
  readonly everyMs = 10_000;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly operators: OperatorRepository,
    private readonly desk: OperatorDesk,
  ) {}

  async run(): Promise<number> {
    const behind = await this.unitOfWork.operator((tx) => this.operators.behind(tx));
    return tryEach(behind, async (operator) => {
      await this.desk.converge(operator);
      return true;
    });
  }
}
