import { type Listening, listenOnLoopback } from '../http/loopback-server.js';
import { dispatch } from '../http/routes.js';
import { refuseProduction } from '../refuse-production.js';
import { adminRoutes } from './admin-routes.js';
import { Book } from './book.js';
import { checkoutRoutes, record } from './checkout/checkout-routes.js';
import { merchantRoutes } from './merchant-api/merchant-routes.js';
import { Payments } from './merchant-api/payments.js';
import { Refunds } from './merchant-api/refunds.js';
import { isOverdue } from './payment.js';
import { RecordLog } from './record-log.js';
import { type WebhookOptions, WebhookSender } from './webhooks/webhook-sender.js';

export interface PspOptions {
  /** 0 picks a free port. */
  readonly port?: number;
  /** Without one, payments live as long as the process. */
  readonly stateFile?: string;
  readonly adminSecret: string;
  /** Fee on each captured payment, in millionths. */
  readonly feePpm?: number;
  readonly webhookDelayMs?: WebhookOptions['delayMs'];
  readonly duplicatePpm?: number;
  readonly retryBaseMs?: number;
  readonly random?: () => number;
}

const BODY_LIMIT = 64 * 1_024;
const EXPIRY_EVERY_MS = 500;

/** A payment provider that moves no money: signed API, hosted checkout, late and repeated webhooks. */
export async function startPsp(options: PspOptions): Promise<Listening> {
  refuseProduction('sandbox payment provider');
  const { log, records } = await RecordLog.open(options.stateFile);
  const book = new Book(log, records);
  const webhooks = new WebhookSender(book, {
    delayMs: options.webhookDelayMs ?? [20, 80],
    duplicatePpm: options.duplicatePpm ?? 50_000,
    retryBaseMs: options.retryBaseMs ?? 500,
    random: options.random ?? Math.random,
  });
  const listening = await listenOnLoopback(options.port ?? 0, (url) => {
    const routes = [
      ...merchantRoutes(book, new Payments(book, url), new Refunds(book, webhooks)),
      ...checkoutRoutes(book, webhooks, options.feePpm ?? 6_000),
      ...adminRoutes(book, webhooks, options.adminSecret),
    ];
    return async (req) =>
      req.url === '/health' ? { status: 200, json: { status: 'UP' } } : dispatch(routes, req, BODY_LIMIT);
  });
  webhooks.resume();
  const expiring = setInterval(() => expireOverdue(book, webhooks), EXPIRY_EVERY_MS);
  return {
    url: listening.url,
    close: async () => {
      clearInterval(expiring);
      webhooks.stop();
      await listening.close();
      await log.close();
    },
  };
}

function expireOverdue(book: Book, webhooks: WebhookSender): void {
  const now = new Date();
  for (const payment of book.pendingPayments().filter((candidate) => isOverdue(candidate, now)))
    record(book, webhooks, { ...payment, state: 'expired' });
}
