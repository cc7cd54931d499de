import { CLOCK } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { DomainFailure, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable, Logger } from '@nestjs/common';

import { CONTROL_CONFIG, type ControlConfig } from './control.config.js';
import { TenantLife } from './control.ports.js';
import type { Operation, OperationFailure, OperationInputs, OperationResult } from './domain/operation.js';
import { OperationRepository, type Held } from './persistence/operation-repository.js';

const IDLE_MS = 500;
const MOST_ATTEMPTS = 8;
const LONGEST_BACK_OFF_MS = 60_000;

/**
 * Does what operators have asked for, one operation after the other; any number of processes may run side by side. An operation is held by
 * a lease that is renewed while it runs: what a killed process leaves is taken up by another, from the step it had reached.
 */
@Injectable()
export class OperationRunner {
  private readonly logger = new Logger(OperationRunner.name);
  private stopping = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly operations: OperationRepository,
    private readonly life: TenantLife,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONTROL_CONFIG) private readonly config: ControlConfig,
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
    const onStep = (name: string) =>
      this.unitOfWork.operator((tx) => this.operations.step(tx, operation, name, this.clock.now()));
    try {
      const result = await this.work(operation, onStep);
      await this.unitOfWork.operator((tx) => this.operations.succeed(tx, operation, result, this.clock.now()));
    } catch (error) {
      const { id, kind, slug, attempts } = operation;
      this.logger.warn({ operation: id, kind, slug, attempts, error }, 'an operation did not succeed');
      // Where even that cannot be written down, the lease ends and the operation is taken up again.
      await this.unitOfWork.operator((tx) => this.giveBack(tx, operation, error));
    }
  }

  private giveBack(tx: Parameters<OperationRepository['fail']>[0], operation: Operation, error: unknown) {
    const now = this.clock.now();
    if (error instanceof DomainFailure) return this.operations.fail(tx, operation, failureOf(error), now);
    const { attempts } = operation;
    if (attempts >= MOST_ATTEMPTS) return this.operations.fail(tx, operation, { code: 'INTERNAL', detail: null }, now);
    const pause = Math.min(1_000 * 2 ** (attempts - 1), LONGEST_BACK_OFF_MS);
    return this.operations.requeue(tx, operation, new Date(now.getTime() + pause));
  }

  private work({ kind, input }: Operation, onStep: (step: string) => Promise<void>): Promise<OperationResult> {
    const { life } = this;
    const works: { [Kind in keyof OperationInputs]: () => Promise<OperationResult> } = {
      provision: () => life.provision(input as OperationInputs['provision'], onStep),
      move: () => life.move(input as OperationInputs['move'], onStep),
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

/** A failure's own fields are safe to tell. */
function failureOf(error: DomainFailure): OperationFailure {
  const detail = Object.entries(error)
    .filter(([name, value]) => name !== 'code' && typeof value === 'string')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
  return { code: error.code, detail: detail || null };
}
