import { UnitOfWork } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { OperatorActs, type ByOperator } from '../../tenancy/index.js';
import { NothingUnderWay, OperationUnderWay } from '../control.failures.js';
import type { Operation } from '../domain/operation.js';
import { OperationRepository } from '../persistence/operation-repository.js';

/** Ends an operation that waits for what may never come back, so that another may begin on the tenant. What it did stays. */
@Injectable()
export class GiveUpOperation {
  static readonly failures = [NothingUnderWay, OperationUnderWay] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly acts: OperatorActs,
    private readonly operations: OperationRepository,
  ) {}

  /** @throws NothingUnderWay, OperationUnderWay while a process is at work on it, InvalidInput without a reason */
  async execute(slug: string, by: ByOperator): Promise<Operation> {
    const givenUp = await this.acts.begin('tenant.giveUpOperation', slug, by, async (tx, now) => {
      const waiting = await this.operations.lockUnfinished(tx, slug);
      if (!waiting) throw new NothingUnderWay();
      const { id, kind, state, trouble } = waiting;
      if (state === 'running') throw new OperationUnderWay();
      await this.operations.giveUp(tx, id, now);
      return { before: { operation: id, kind, trouble }, after: { operation: id }, answer: id };
    });
    const operation = await this.unitOfWork.operator((tx) => this.operations.find(tx, givenUp));
    if (!operation) throw new NothingUnderWay();
    return operation;
  }
}
