import { CLOCK, type RequestContext, type Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { decodeStored, newId } from '@lianpiao/kernel';
import { Outbox, type ReceivedEvent } from '@lianpiao/outbox';
import { TwoTenants } from '@lianpiao/testing';
import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';

import { AuditModule } from '../../audit/index.js';
import { CatalogModule } from '../../catalog/index.js';
import { Orders } from '../../ordering/index.js';
import { TenantDirectory } from '../../tenancy/index.js';
import { SigningKeySeed } from '../signing/signing-key.seed.js';
import { TICKETING_CONFIG } from '../ticketing.config.js';
import { ticketingProviders } from '../ticketing.module.js';
import { GateDevices } from '../ticketing.ports.js';
import { IssueTickets } from '../use-cases/issue-tickets.js';
import { RedeemTickets, type ScanAnswer } from '../use-cases/redeem-tickets.js';
import { aPaidOrder, aRegion, type Region, type Wanted } from './region.js';

/** A pass that was issued, with what its holder shows. */
export interface Issued {
  readonly orderId: string;
  readonly passId: string;
  readonly token: string;
  readonly code: string;
}

/** Remembers what orders were told instead of having any. */
export class RecordedOrders extends Orders {
  readonly told: string[] = [];

  constructor() {
    super(undefined as never);
  }

  override markIssued(_tx: TenantTx, orderIds: readonly string[]): Promise<void> {
    return this.record('issued', orderIds);
  }

  override markRedeemed(_tx: TenantTx, orderIds: readonly string[]): Promise<void> {
    return this.record('redeemed', orderIds);
  }

  override markClosed(_tx: TenantTx, orderIds: readonly string[]): Promise<void> {
    return this.record('closed', orderIds);
  }

  private record(step: string, orderIds: readonly string[]): Promise<void> {
    this.told.push(...orderIds.map((id) => `${step} ${id}`));
    return Promise.resolve();
  }
}

/** The ticketing module on a real database with two regions. */
export class TicketingSpec {
  private constructor(
    readonly tenants: TwoTenants,
    readonly app: TestingModule,
    readonly a: Region,
    readonly b: Region,
    readonly orders: RecordedOrders,
  ) {}

  static async open(): Promise<TicketingSpec> {
    const tenants = await TwoTenants.open();
    const orders = new RecordedOrders();
    const app = await aProcess(tenants, orders);
    const now = tenants.clock.now();
    const regions = [
      await aRegion(tenants.unitOfWork, tenants.a, now),
      await aRegion(tenants.unitOfWork, tenants.b, now),
    ] as const;
    const spec = new TicketingSpec(tenants, app, ...regions, orders);
    for (const tenant of [tenants.a, tenants.b])
      await spec.write(tenant, (tx) => app.get(SigningKeySeed).seed(tx, tenant, now));
    return spec;
  }

  /** A second process on the same database: memory and batches of its own. */
  anotherProcess(): Promise<TestingModule> {
    return aProcess(this.tenants, this.orders);
  }

  get clock() {
    return this.tenants.clock;
  }

  write<T>(tenant: Tenant, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.tenants.unitOfWork.write({ tenant }, work);
  }

  /** Passes as the consumer of OrderPaid issues them. */
  async issue(region: Region, wanted: Wanted = {}): Promise<Issued[]> {
    const { tenant } = region;
    return this.write(tenant, async (tx) => {
      const payload = await aPaidOrder(tx, region, this.clock.now(), wanted);
      const event: ReceivedEvent = { id: newId(), type: 'OrderPaid', occurredAt: payload.paidAt, payload };
      await this.app.get(IssueTickets).handle(tx, [event], { tenant });
      return tx.query<{ orderId: string; passId: string; token: string; code: string }>(
        `SELECT e.order_id AS "orderId", e.id AS "passId", t.token, t.code
         FROM entitlement e JOIN ticket t ON t.entitlement_id = e.id WHERE e.order_id = $1 ORDER BY e.ordinal`,
        [payload.orderId],
      );
    });
  }

  async issueOne(region: Region, wanted: Wanted = {}): Promise<Issued> {
    const [issued] = await this.issue(region, wanted);
    if (!issued) throw new Error('nothing was issued');
    return issued;
  }

  /** The devices at all gates of the region. */
  gate(region: Region): RequestContext {
    return this.tenants.request(
      region.tenant,
      ['gate-operator'],
      region.attractions.map((attraction) => attraction.code),
    );
  }

  scan(
    region: Region,
    ticket: string,
    gateCode = 'lake-1',
    scanNonce = newId(),
    process = this.app,
  ): Promise<ScanAnswer> {
    return process
      .get(RedeemTickets)
      .execute(this.gate(region), { ticket, gateCode, scanNonce, scannedAt: this.clock.now() });
  }

  /** 'accepted', or the reason of the refusal. */
  async verdict(region: Region, ticket: string, gateCode?: string): Promise<string> {
    const answer = await this.scan(region, ticket, gateCode);
    return answer.outcome === 'accepted' ? 'accepted' : answer.reason;
  }

  rows<T extends object>(tenant: Tenant, sql: string, params: readonly unknown[] = []): Promise<T[]> {
    return this.tenants.unitOfWork.read({ tenant }, (tx) => tx.query<T>(sql, params));
  }

  /** Payloads waiting for settlement. */
  async events(tenant: Tenant, type: string): Promise<object[]> {
    const rows = await this.rows<{ stored: string }>(
      tenant,
      `SELECT payload ->> 'stored' AS stored FROM outbox WHERE type = $1 AND consumer = 'settlement' ORDER BY id`,
      [type],
    );
    return rows.map((row) => decodeStored<object>(row.stored));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.tenants.close();
  }
}

function aProcess(tenants: TwoTenants, orders: Orders): Promise<TestingModule> {
  return Test.createTestingModule({
    imports: [platform(tenants), AuditModule, CatalogModule],
    providers: [
      ...ticketingProviders,
      { provide: Orders, useValue: orders },
      { provide: GateDevices, useValue: {} },
      { provide: TenantDirectory, useValue: directory(tenants) },
    ],
  }).compile();
}

const SETTLEMENT = { name: 'settlement', types: ['TicketRedeemed', 'PassClosed'] };
const ORDERS = { name: 'ticketing.orders', types: ['PassFirstUsed', 'PassClosed'] };

function platform(tenants: TwoTenants) {
  const shared = [
    { provide: UnitOfWork, useValue: tenants.unitOfWork },
    { provide: Outbox, useValue: new Outbox([SETTLEMENT, ORDERS], { wake: () => Promise.resolve() }) },
    { provide: CLOCK, useValue: tenants.clock },
    {
      provide: TICKETING_CONFIG,
      useValue: { DATA_ENCRYPTION_KEY: new Secret('a data key of at least 32 characters') },
    },
  ];
  @Global()
  @Module({ providers: shared, exports: shared.map(({ provide }) => provide) })
  class PlatformForSpec {}
  return PlatformForSpec;
}

function directory(tenants: TwoTenants) {
  return { byId: (id: string) => Promise.resolve([tenants.a, tenants.b].find((tenant) => tenant.id === id)) };
}
