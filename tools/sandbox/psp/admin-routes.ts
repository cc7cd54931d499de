import { createHash, timingSafeEqual } from 'node:crypto';
import type { Answer } from '../http/answer.js';
import { Refused } from '../http/refused.js';
import { type Call, type Route, route } from '../http/routes.js';
import type { Book } from './book.js';
import { merchantRequest, parsedJson } from './requests.js';
import type { WebhookSender } from './webhooks/webhook-sender.js';

/** For the scripts that set the sandbox up and for tests that look behind it. */
export function adminRoutes(book: Book, webhooks: WebhookSender, adminSecret: string): Route[] {
  const guarded = (method: string, path: string, handle: (call: Call) => Answer) =>
    route(method, path, (call) => {
      if (!isSame(call.req.headers.authorization ?? '', `Bearer ${adminSecret}`))
        throw new Refused(401, { error: 'UNAUTHORIZED' });
      return handle(call);
    });
  return [
    guarded('PUT', '/admin/merchants/{id}', (call) => {
      book.putMerchant({ id: call.params.id ?? '', ...parsedJson(merchantRequest, call.body) });
      return { status: 204 };
    }),
    guarded('GET', '/admin/webhooks', (call) => {
      const state = call.query.get('state');
      return { status: 200, json: book.deliveries().filter((delivery) => state === null || delivery.state === state) };
    }),
    guarded('POST', '/admin/webhooks/{id}/replay', (call) => {
      const delivery = book.delivery(call.params.id ?? '');
      if (!delivery) throw new Refused(404, { error: 'WEBHOOK_NOT_FOUND' });
      webhooks.replay(delivery);
      return { status: 202, json: { id: delivery.id } };
    }),
  ];
}

function isSame(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
