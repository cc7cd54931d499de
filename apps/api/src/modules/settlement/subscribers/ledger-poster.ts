import { CLOCK, type Tenant } from '@lianpiao/authz';
import type { TenantBound, TenantTx } from '@lianpiao/db';
import { encodeStored, type Clock } from '@lianpiao/kernel';
import type { OutboxConsumer, ReceivedEvent } from '@lianpiao/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';

import { JournalConflict, JournalRepository } from '../persistence/journal-repository.js';
import { PassBalanceRepository } from '../persistence/pass-balance-repository.js';
import { LEDGER_EVENTS, meaningOf, plansOf, type Balances, type Effect } from './event-effects.js';

const SOURCE = 'event';

/** An event with what tells it from others, and from another story about the same happening. */
interface Announced {
  readonly event: ReceivedEvent;
  readonly kind: string;
  readonly sourceId: string;
  readonly requestHash: string;
}

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
    const fresh = await this.unseen(tx, events.map(announced));
    const told = fresh.map(({ event }) => event);
    await this.passes.open(tx, told.flatMap(plansOf), now);
    const balances = await this.passes.lock(
      tx,
      told.flatMap((event) => meaningOf(event).passIds(event.payload)),
    );
    const effects = fresh.map((one) => effectOf(one, balances));
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

  /** What is announced again must move nothing a second time. @throws JournalConflict when it is told otherwise than before */
  private async unseen(tx: TenantTx, all: readonly Announced[]): Promise<Announced[]> {
    const ids = all.map(({ sourceId }) => sourceId);
    const seen = await this.journals.alreadyPosted(tx, SOURCE, ids);
    const counted = await this.passes.counted(tx, ids);
    return all.filter(({ kind, sourceId, requestHash }) => {
      const key = `${kind} ${sourceId}`;
      const earlier = seen.get(key);
      if (earlier !== undefined && earlier !== requestHash) throw new JournalConflict(kind, sourceId);
      seen.set(key, requestHash);
      return earlier === undefined && !counted.has(sourceId);
    });
  }
}

function announced(event: ReceivedEvent): Announced {
  const meaning = meaningOf(event);
  const requestHash = createHash('sha256').update(encodeStored(event.payload)).digest('hex');
  return { event, kind: meaning.kind, sourceId: meaning.sourceId(event.payload), requestHash };
}

function effectOf({ event, requestHash }: Announced, balances: Balances): Effect {
  const { journal, ...effect } = meaningOf(event).apply(event.payload, event.occurredAt, balances);
  return { ...effect, journal: journal && { ...journal, requestHash } };
}
