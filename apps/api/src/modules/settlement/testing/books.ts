import type { Tenant } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import type { ReceivedEvent } from '@lianpiao/outbox';
import { TwoTenants } from '@lianpiao/testing';

import { AuditRepository, AuditTrail } from '../../audit/index.js';
import { catalogParts } from '../../catalog/testing/catalog-builder.js';
import type { OrderPaidPayload } from '../../ordering/index.js';
import { aPaidOrder, aRegion, type Region, type Wanted } from '../../ticketing/testing/region.js';
import type { SplitDefinition } from '../domain/split-rule.js';
import { LedgerSeed } from '../ledger.seed.js';
import { PeriodStatements } from '../period-statements.js';
import { JournalRepository } from '../persistence/journal-repository.js';
import { PassBalanceRepository } from '../persistence/pass-balance-repository.js';
import { PeriodRepository, type Period } from '../persistence/period-repository.js';
import { SplitRuleRepository } from '../persistence/split-rule-repository.js';
import { StatementRepository, type Statement } from '../persistence/statement-repository.js';
import { holds, LedgerQueries, type LedgerProofRow } from '../queries/ledger-queries.js';
import { LedgerPoster } from '../subscribers/ledger-poster.js';
import { CloseDay } from '../use-cases/close-day.js';

export interface ASale extends Wanted {
  /** Sold by this partner on account; on the storefront otherwise. */
  readonly partner?: string;
}

const journals = new JournalRepository();
const periods = new PeriodRepository();
const rules = new SplitRuleRepository();
const statements = new StatementRepository();
const queries = new LedgerQueries();

/** The settlement module on a real database with two regions, told what happened as the outbox would tell it. */
export class Books {
  private readonly poster: LedgerPoster;
  private readonly closing: CloseDay;

  private constructor(
    readonly tenants: TwoTenants,
    /** Keeps its books in CNY, with two decimals. */
    readonly a: Region,
    /** Keeps its books in JPY, without decimals. */
    readonly b: Region,
  ) {
    const { unitOfWork, clock } = tenants;
    const { catalog } = catalogParts(unitOfWork, clock);
    this.poster = new LedgerPoster(journals, new PassBalanceRepository(), clock);
    this.closing = new CloseDay(
      unitOfWork,
      periods,
      new PeriodStatements(catalog, journals, statements),
      new AuditTrail(new AuditRepository(), clock),
      clock,
    );
  }

  static async open(): Promise<Books> {
    const tenants = await TwoTenants.open();
    const now = tenants.clock.now();
    const a = await aRegion(tenants.unitOfWork, tenants.a, now);
    const b = await aRegion(tenants.unitOfWork, tenants.b, now);
    const books = new Books(tenants, a, b);
    const seed = new LedgerSeed(journals, periods, rules);
    for (const { tenant } of [a, b]) await books.write(tenant, (tx) => seed.seed(tx, tenant, now));
    return books;
  }

  now(): Date {
    return this.tenants.clock.now();
  }

  write<T>(tenant: Tenant, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.tenants.unitOfWork.write({ tenant }, work);
  }

  read<T>(tenant: Tenant, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.tenants.unitOfWork.read({ tenant }, work);
  }

  /** An order that is paid; the ledger has not heard of it yet. */
  async sale(region: Region, { partner, ...wanted }: ASale = {}): Promise<OrderPaidPayload> {
    const sale = await this.write(region.tenant, (tx) => aPaidOrder(tx, region, this.now(), wanted));
    return partner ? { ...sale, channelKind: 'partner', channelCode: partner } : sale;
  }

  /** The outbox delivers these, in one batch. */
  post({ tenant }: Region, ...events: readonly ReceivedEvent[]): Promise<void> {
    return this.write(tenant, (tx) => this.poster.handle(tx, events, { tenant }));
  }

  /** From the next sale on the region's product is split like this. */
  async splitBy({ tenant, productId }: Region, definition: SplitDefinition): Promise<void> {
    this.tenants.clock.advance(1);
    await this.write(tenant, async (tx) => {
      const { rule } = await rules.define(tx, 'spec', definition, 'spec', this.now());
      await rules.assign(tx, productId, rule.id, 'spec', this.now());
    });
  }

  closeDay({ tenant }: Region, idempotencyKey = newId(), ctx = this.finance(tenant)): Promise<Period> {
    return this.closing.execute(ctx, { idempotencyKey });
  }

  finance(tenant: Tenant) {
    return this.tenants.request(tenant, ['finance']);
  }

  /** Accounts that are not at zero: debit positive. */
  async balances({ tenant }: Region): Promise<Record<string, bigint>> {
    const rows = await this.read(tenant, (tx) => queries.balances(tx));
    return Object.fromEntries(rows.filter((row) => row.balanceMinor !== 0n).map((row) => [row.code, row.balanceMinor]));
  }

  async proof({ tenant }: Region): Promise<LedgerProofRow & { readonly holds: boolean }> {
    const proof = await this.read(tenant, (tx) => queries.proof(tx));
    return { ...proof, holds: holds(proof) };
  }

  statements({ tenant }: Region, periodNumber: number | null = null): Promise<Statement[]> {
    return this.read(tenant, (tx) => statements.page(tx, { periodNumber, attractionIds: null }, undefined, 10_000));
  }

  periods({ tenant }: Region): Promise<Period[]> {
    return this.read(tenant, (tx) => periods.page(tx, undefined, 1_000));
  }

  close(): Promise<void> {
    return this.tenants.close();
  }
}
