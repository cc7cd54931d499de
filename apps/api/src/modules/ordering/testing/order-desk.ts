import { Ability, CLOCK, type RequestContext, type Role, type Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { decodeStored, newId } from '@lianpiao/kernel';
import { Outbox } from '@lianpiao/outbox';
import { TwoTenants } from '@lianpiao/testing';
import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';

import { catalogEntities } from '../../catalog/index.js';
import { catalogParts, onSale } from '../../catalog/testing/catalog-builder.js';
import type { Order, Payment } from '../domain/order.js';
import type { Refund } from '../domain/refund.js';
import { OrderAccess } from '../order-access.js';
import { ORDERING_CONFIG } from '../ordering.config.js';
import { NothingRefundable } from '../ordering.failures.js';
import { OrderingModule } from '../ordering.module.js';
import { Fulfilment, PartnerClients, PaymentProvider } from '../ordering.ports.js';
import { Orders } from '../orders.js';
import { ChannelRepository } from '../persistence/channel-repository.js';
import { OrderRepository } from '../persistence/order-repository.js';
import { PaymentRepository } from '../persistence/payment-repository.js';
import { RefundRepository } from '../persistence/refund-repository.js';
import { StorefrontChannelSeed } from '../storefront-channel.seed.js';
import { CreatePartner } from '../use-cases/create-partner.js';
import { HoldOrder, type HoldOrderRequest } from '../use-cases/hold-order.js';
import { PayOrder, type Checkout } from '../use-cases/pay-order.js';
import { ReceivePaymentNotice } from '../use-cases/receive-payment-notice.js';
import { RecordedProvider } from './recorded-provider.js';

/** How many places an attraction of the builder has on a day. */
export const PLACES = 50;
export const HOLD_SECONDS = 900;

const CONFIG = {
  PSP_URL: 'http://psp.invalid',
  PSP_ADMIN_SECRET: new Secret('spec'),
  DATA_ENCRYPTION_KEY: new Secret(Buffer.alloc(32, 7).toString('base64')),
  HOLD_SECONDS,
  REFUND_APPROVAL_OVER: 1_000,
};
const LISTENER = {
  name: 'spec',
  types: ['OrderPaid', 'PaymentFeeReported', 'LatePaymentReceived', 'OrderRefunded', 'RefundSettled'],
};

/** Takes back what nobody has used; a spec says which orders were. */
class RecordedFulfilment extends Fulfilment {
  readonly used = new Set<string>();

  takeBack(_tx: TenantTx, orderId: string): Promise<{ passIds: string[] }> {
    return this.used.has(orderId)
      ? Promise.reject(new NothingRefundable())
      : Promise.resolve({ passIds: [`pass of ${orderId}`] });
  }
}

/** The ordering module on a real database, with a dated day ticket of one attraction at 60.00 on sale in both regions. */
export class OrderDesk {
  private constructor(
    readonly tenants: TwoTenants,
    readonly app: TestingModule,
    readonly provider: RecordedProvider,
    readonly fulfilment: RecordedFulfilment,
  ) {}

  static async open(): Promise<OrderDesk> {
    const tenants = await TwoTenants.open(catalogEntities);
    const [provider, fulfilment] = [new RecordedProvider(), new RecordedFulfilment()];
    const app = await Test.createTestingModule({ imports: [platform(tenants, fulfilment), OrderingModule] })
      .overrideProvider(PaymentProvider)
      .useValue(provider)
      .compile();
    const desk = new OrderDesk(tenants, app, provider, fulfilment);
    for (const tenant of [tenants.a, tenants.b]) {
      await desk.write(tenant, (tx) => app.get(StorefrontChannelSeed).seed(tx, tenant, tenants.clock.now()));
      await onSale(catalogParts(tenants.unitOfWork, tenants.clock), tenants.request(tenant, ['bureau-admin']));
    }
    return desk;
  }

  get a(): Tenant {
    return this.tenants.a;
  }

  write<T>(tenant: Tenant, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.tenants.unitOfWork.write({ tenant }, work);
  }

  rows<T extends object>(sql: string, params: readonly unknown[] = [], tenant = this.a): Promise<T[]> {
    return this.tenants.unitOfWork.read({ tenant }, (tx) => tx.query<T>(sql, params));
  }

  visitor(tenant = this.a): RequestContext {
    return this.tenants.request(tenant);
  }

  staff(role: Role): RequestContext {
    return this.tenants.request(this.a, [role]);
  }

  /** A partner with this much credit, as its machine comes in. */
  async partner(creditLimitMinor: bigint, netRatePpm = 850_000): Promise<RequestContext> {
    const code = `p${newId().slice(-12)}`;
    const admin = this.staff('bureau-admin');
    const wanted = { idempotencyKey: newId(), code, name: 'Partner', netRatePpm, creditLimitMinor };
    const { partner } = await this.app.get(CreatePartner).execute(admin, wanted);
    const ctx = this.staff('ota-partner');
    const principal = { ...ctx.principal, clientId: partner.clientId ?? '' };
    return { ...ctx, principal, ability: new Ability(principal) };
  }

  async unitId(code = 'day-ticket', tenant = this.a): Promise<string> {
    const [unit] = await this.rows<{ id: string }>(
      'SELECT u.id FROM unit u JOIN option o ON o.id = u.option_id JOIN product p ON p.id = o.product_id WHERE p.code = $1',
      [code],
      tenant,
    );
    return unit?.id ?? '';
  }

  /** Two day tickets for the day, as somebody asks for them. */
  async wanted(visitDate: string, fields: Partial<HoldOrderRequest> = {}): Promise<HoldOrderRequest> {
    const lines = [{ unitId: await this.unitId(), quantity: 2, visitDate }];
    return { idempotencyKey: newId(), lines, ...fields };
  }

  async held(visitDate: string, ctx = this.visitor(), quantity = 2): Promise<Order> {
    const lines = [{ unitId: await this.unitId(), quantity, visitDate }];
    return this.app.get(HoldOrder).execute(ctx, { idempotencyKey: newId(), lines });
  }

  keyOf(order: Order): string {
    return this.app.get(OrderAccess).keyOf(this.a, order.id);
  }

  async pay(order: Order, idempotencyKey = newId()): Promise<Payment> {
    const { payment } = await this.checkOut(order, idempotencyKey);
    if (!payment) throw new Error('there was nothing to pay');
    return payment;
  }

  /** An order that costs nothing: a ticket put on sale for 0. */
  async heldForFree(): Promise<Order> {
    const code = `free-${newId().slice(-12)}`;
    await onSale(catalogParts(this.tenants.unitOfWork, this.tenants.clock), this.staff('bureau-admin'), {
      code,
      dated: false,
      validityStarts: 'purchase',
      units: [{ type: 'CHILD', priceMinor: 0n }],
    });
    const lines = [{ unitId: await this.unitId(code), quantity: 2, visitDate: null }];
    return this.app.get(HoldOrder).execute(this.visitor(), { idempotencyKey: newId(), lines });
  }

  /** Asks to pay, as the order's buyer. */
  checkOut(order: Order, idempotencyKey = newId()): Promise<Checkout> {
    const request = { orderId: order.id, accessKey: this.keyOf(order), returnUrl: 'http://yrd.localhost:4000/done' };
    return this.app.get(PayOrder).execute(this.visitor(), { idempotencyKey, ...request });
  }

  /** What the provider reports of a payment. */
  notice(payment: Payment, what: 'succeeded' | 'declined' | 'expired', fields: object = {}, signature = 'genuine') {
    const data = { paymentId: payment.providerPaymentId, reference: payment.id, feeMinor: '60' };
    return this.deliver({ id: newId(), type: `payment.${what}`, data, ...fields }, signature);
  }

  deliver(body: unknown, signature = 'genuine'): Promise<string> {
    return this.app.get(ReceivePaymentNotice).execute(this.a, signature, Buffer.from(JSON.stringify(body)));
  }

  /** An order that was paid at the provider and has its tickets. */
  async issued(visitDate: string, quantity = 2): Promise<Order> {
    const order = await this.held(visitDate, this.visitor(), quantity);
    await this.notice(await this.pay(order), 'succeeded');
    await this.markIssued(order);
    return order;
  }

  async markIssued({ id }: Order): Promise<void> {
    await this.write(this.a, (tx) => this.app.get(Orders).markIssued(tx, [id], this.tenants.clock.now()));
  }

  async order({ id }: Order): Promise<Order> {
    const order = await this.write(this.a, (tx) => this.app.get(OrderRepository).find(tx, id));
    if (!order) throw new Error('no such order');
    return order;
  }

  async stateOf(order: Order): Promise<string> {
    return (await this.order(order)).state;
  }

  payments({ id }: Order): Promise<Payment[]> {
    return this.write(this.a, (tx) => this.app.get(PaymentRepository).ofOrders(tx, [id]));
  }

  refunds({ id }: Order): Promise<Refund[]> {
    return this.write(this.a, (tx) => this.app.get(RefundRepository).ofOrders(tx, [id]));
  }

  async creditUsed({ principal }: RequestContext): Promise<bigint | undefined> {
    const channel = await this.write(this.a, (tx) => this.app.get(ChannelRepository).byClient(tx, principal.clientId));
    return channel?.creditUsedMinor;
  }

  /** Places held and sold of a day. */
  async places(visitDate: string): Promise<{ held: number; sold: number }> {
    const [slot] = await this.rows<{ held: number; sold: number }>(
      'SELECT held, sold FROM slot WHERE visit_date = $1',
      [visitDate],
    );
    return slot ?? { held: 0, sold: 0 };
  }

  /** What others were told about an order, in order. */
  async told({ id }: Order): Promise<{ type: string; payload: Record<string, unknown> }[]> {
    const rows = await this.rows<{ type: string; stored: string }>(
      `SELECT type, payload ->> 'stored' AS stored FROM outbox ORDER BY id`,
    );
    const events = rows.map(({ type, stored }) => ({ type, payload: decodeStored<Record<string, unknown>>(stored) }));
    return events.filter(({ payload }) => payload.orderId === id);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.tenants.close();
  }
}

function platform(tenants: TwoTenants, fulfilment: Fulfilment) {
  const clients = {
    register: (_tenant: Tenant, code: string) =>
      Promise.resolve({ clientId: `ota-${code}`, secret: new Secret('secret of the spec') }),
  };
  const shared = [
    { provide: UnitOfWork, useValue: tenants.unitOfWork },
    { provide: Outbox, useValue: new Outbox([LISTENER], { wake: () => Promise.resolve() }) },
    { provide: CLOCK, useValue: tenants.clock },
    { provide: ORDERING_CONFIG, useValue: CONFIG },
    { provide: Fulfilment, useValue: fulfilment },
    { provide: PartnerClients, useValue: clients },
  ];
  @Global()
  @Module({ providers: shared, exports: shared.map(({ provide }) => provide) })
  class PlatformForSpec {}
  return PlatformForSpec;
}
