import { CLOCK } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';
import { LOGGER, type Logger } from '@lianpiao/telemetry';
import { Inject, Injectable } from '@nestjs/common';

import { CONTROL_CONFIG, type ControlConfig } from './control.config.js';
import { TenantLife } from './control.ports.js';
import type { Operation, OperationInputs, OperationResult } from './domain/operation.js';
import { isFinal, LeaseLost, passesByItself, troubleOf } from './operation-troubles.js';
import { OperationRepository, type Held } from './persistence/operation-repository.js';

const IDLE_MS = 500;
const MOST_FAULTS = 8;
const LONGEST_BACK_OFF_MS = 60_000;

/**
 * Does what operators have asked for, one operation after the other; any number of processes may run side by side. An operation is held by
 * a lease that is renewed while it runs: what a killed process leaves is taken up by another, from the step it had reached.
 */
@Injectable()
export class OperationRunner {
  private stopping = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly operations: OperationRepository,
    private readonly life: TenantLife,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONTROL_CONFIG) private readonly config: ControlConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.loop();
  }

  /** Starts nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      const found = await this.next().catch((error: unknown) => {
        this.logger.warn({ error }, 'no operation could be taken up');
        return false;
      });
      if (!found) await this.idle();
    }
  }

  /** Takes up what is due and sees it through; false when nothing is. */
  async next(): Promise<boolean> {
    const operation = await this.unitOfWork.operator((tx) =>
      this.operations.claim(tx, this.clock.now(), this.leaseEnd()),
    );
    if (!operation) return false;
    const renewing = setInterval(() => void this.renew(operation), (this.config.OPERATION_LEASE_SECONDS * 1_000) / 3);
    try {
      await this.run(operation);
    } finally {
      clearInterval(renewing);
    }
    return true;
  }

  private async run(operation: Operation): Promise<void> {
    try {
      const result = await this.work(operation, (name) => this.step(operation, name));
      const now = this.clock.now();
      if (!(await this.unitOfWork.operator((tx) => this.operations.succeed(tx, operation, result, now))))
        throw new LeaseLost();
    } catch (error) {
      const { id, kind, slug, attempts } = operation;
      this.logger.warn({ operation: id, kind, slug, attempts, error }, 'an operation did not succeed');
      // Where even that cannot be written down, the lease ends and the operation is taken up again.
      await this.unitOfWork.operator((tx) => this.giveBack(tx, operation, error));
    }
  }

  /** Whoever took the work over goes on with it: here it ends with the step that was under way. */
  private async step(operation: Operation, name: string): Promise<void> {
    await this.unitOfWork.operator(async (tx) => {
      if (!(await this.operations.renew(tx, operation, this.leaseEnd()))) throw new LeaseLost();
      await this.operations.step(tx, operation, name, this.clock.now());
    });
  }

  private async giveBack(
    tx: Parameters<OperationRepository['fail']>[0],
    operation: Operation,
    error: unknown,
  ): Promise<void> {
    const now = this.clock.now();
    const trouble = troubleOf(error);
    const faults = operation.faults + (passesByItself(error) ? 0 : 1);
    if (isFinal(error) || faults >= MOST_FAULTS) {
      await this.operations.fail(tx, operation, trouble, now);
      return;
    }
    const pause = Math.min(1_000 * 2 ** (operation.attempts - 1), LONGEST_BACK_OFF_MS);
    await this.operations.requeue(tx, operation, { trouble, faults }, new Date(now.getTime() + pause));
  }

  private work({ kind, input }: Operation, onStep: (step: string) => Promise<void>): Promise<OperationResult> {
    const { life } = this;
    const works: { [Kind in keyof OperationInputs]: () => Promise<OperationResult> } = {
      provision: () => life.provision(input as OperationInputs['provision'], onStep),
      move: () => life.move(input as OperationInputs['move'], onStep),
      abortMove: () => life.abortMove(input, onStep),
      export: () => life.export(input as OperationInputs['export'], onStep),
      restore: () => life.restore(input as OperationInputs['restore'], onStep),
      erase: () => life.erase(input as OperationInputs['erase'], onStep),
    };
    return works[kind]();
  }

  private async renew(held: Held): Promise<void> {
    await this.unitOfWork
      .operator((tx) => this.operations.renew(tx, held, this.leaseEnd()))
      .catch((error: unknown) => {
        this.logger.warn({ operation: held.id, error }, 'the lease of an operation could not be renewed');
      });
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + this.config.OPERATION_LEASE_SECONDS * 1_000);
  }

  private idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
