import type { Answer } from '../../http/answer.js';
import { isForm, parseJson } from '../../http/body.js';
import { pageHeaders } from '../../http/page.js';
import { Refused } from '../../http/refused.js';
import { type Call, type Route, route } from '../../http/routes.js';
import type { Book } from '../book.js';
import { answered, type CheckoutAction, type Payment, type PaymentState } from '../payment.js';
import { checkoutRequest, parsedRequest } from '../requests.js';
import { paymentEvent } from '../webhooks/delivery.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';
import { checkoutPage } from './checkout-page.js';

const DECLINED_CARD = '4000000000000002';
const OUTCOME: Record<CheckoutAction, PaymentState> = { pay: 'succeeded', decline: 'declined' };

/** The visitor's side: a page with two buttons. Whoever knows the unguessable id may answer. */
export function checkoutRoutes(book: Book, webhooks: WebhookSender, feePpm: number): Route[] {
  return [
    route('GET', '/checkout/{id}', ({ req, params }) => ({
      status: 200,
      html: checkoutPage(paymentWithId(book, params.id), req.headers['accept-language']),
      headers: pageHeaders,
    })),
    route('POST', '/checkout/{id}', (call) => answer(book, webhooks, feePpm, call)),
  ];
}

function answer(book: Book, webhooks: WebhookSender, feePpm: number, call: Call): Answer {
  const before = paymentWithId(book, call.params.id);
  const form = isForm(call.req);
  const request = parsedRequest(
    checkoutRequest,
    form ? Object.fromEntries(new URLSearchParams(call.body)) : parseJson(call.body),
  );
  const action = request.card.replace(/\s/g, '') === DECLINED_CARD ? 'decline' : request.action;
  const after = answered(before, action, feePpm, new Date());
  if (after !== before) record(book, webhooks, after);
  if (form) return { status: 303, headers: { location: after.returnUrl } };
  const status = after.state === OUTCOME[action] ? 200 : 409;
  return {
    status,
    json: {
      id: after.id,
      state: after.state,
      returnUrl: after.returnUrl,
      ...(status === 409 ? { error: 'PAYMENT_NOT_PENDING' } : {}),
    },
  };
}

/** A payment's new state, and the news of it. */
export function record(book: Book, webhooks: WebhookSender, payment: Payment): void {
  book.putPayment(payment);
  webhooks.send(paymentEvent(payment, new Date()));
}

function paymentWithId(book: Book, id: string | undefined): Payment {
  const payment = book.payment(id ?? '');
  if (!payment) throw new Refused(404, { error: 'PAYMENT_NOT_FOUND' });
  return payment;
}
