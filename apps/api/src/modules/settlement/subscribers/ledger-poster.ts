import { CLOCK, type Tenant } from '@lianpiao/authz';
import type { TenantBound, TenantTx } from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';
import type { OutboxConsumer, ReceivedEvent } from '@lianpiao/outbox';
import { Inject, Injectable } from '@nestjs/common';

import { JournalRepository } from '../persistence/journal-repository.js';
import { PassBalanceRepository } from '../persistence/pass-balance-repository.js';
import { LEDGER_EVENTS, meaningOf, plansOf } from './event-effects.js';

const SOURCE = 'event';

/**
 * Posts what happened elsewhere: whole batches with a handful of statements. The balances of the passes concerned are locked first;
 * everything is worked out in memory in the order of the events; journals, visits and balances are written together.
 */
@Injectable()
export class LedgerPoster implements OutboxConsumer {
  static readonly consumerName = 'settlement';
  static readonly types = LEDGER_EVENTS;
  readonly name = LedgerPoster.consumerName;
  readonly types = LedgerPoster.types;

  constructor(
    private readonly journals: JournalRepository,
    private readonly passes: PassBalanceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async handle(tx: TenantTx, events: readonly ReceivedEvent[], bound: TenantBound): Promise<void> {
    const now = this.clock.now();
    const periodId = await this.journals.openPeriod(tx);
    const fresh = await this.unseen(tx, events);
    await this.passes.open(tx, fresh.flatMap(plansOf), now);
    const balances = await this.passes.lock(
      tx,
      fresh.flatMap((event) => meaningOf(event).passIds(event.payload)),
    );
    const effects = fresh.map((event) => meaningOf(event).apply(event.payload, event.occurredAt, balances));
    const { currency } = bound.tenant as Tenant;
    await this.journals.post(
      tx,
      effects.flatMap(({ journal }) => journal ?? []),
      { currency, source: SOURCE, actor: 'system', periodId, now },
    );
    await this.passes.count(
      tx,
      effects.flatMap(({ visit }) => visit ?? []),
      periodId,
    );
    await this.passes.save(tx, [...balances.values()]);
  }

  /** A redelivered event must move nothing a second time. */
  private async unseen(tx: TenantTx, events: readonly ReceivedEvent[]): Promise<ReceivedEvent[]> {
    const ids = events.map((event) => meaningOf(event).sourceId(event.payload));
    const posted = await this.journals.alreadyPosted(tx, SOURCE, ids);
    const counted = await this.passes.counted(tx, ids);
    return events.filter((event, index) => {
      const id = ids[index] ?? '';
      return !posted.has(`${meaningOf(event).kind} ${id}`) && !counted.has(id);
    });
  }
}
