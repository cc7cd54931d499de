import { violatedConstraint } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { OperatorActs, type ByOperator } from '../../tenancy/index.js';
import { operatorSubject, type Operator } from '../domain/operator.js';
import { OperatorDesk } from '../operator-desk.js';
import { LastOperator, OperatorUnknown } from '../operator.failures.js';
import { OperatorRepository } from '../persistence/operator-repository.js';
import { OwnAccount } from '../staff.failures.js';

/** Locks an operator out, or lets them in again. Out at once: their tokens end, whether or not the identity provider answers. */
@Injectable()
export class SwitchOperator {
  static readonly failures = [OperatorUnknown, OwnAccount, LastOperator] as const;

  constructor(
    private readonly acts: OperatorActs,
    private readonly operators: OperatorRepository,
    private readonly desk: OperatorDesk,
  ) {}

  /** @throws OperatorUnknown, OwnAccount, LastOperator, InvalidInput, IdempotencyKeyReused */
  async execute(username: string, state: Operator['state'], by: ByOperator): Promise<Operator> {
    const action = state === 'disabled' ? 'operator.disable' : 'operator.enable';
    await this.acts.begin(action, operatorSubject(username), by, async (tx, now) => {
      const before = await this.operators.lock(tx, username);
      if (!before) throw new OperatorUnknown();
      if (username === by.actor) throw new OwnAccount();
      if (before.state !== state) await this.operators.setState(tx, username, state, now).catch(orLast);
      return { before: before.state, after: state, answer: undefined };
    });
    return this.desk.follow(await this.desk.find(username));
  }
}

function orLast(error: unknown): never {
  throw violatedConstraint(error) === 'operator_stays' ? new LastOperator() : error;
}
