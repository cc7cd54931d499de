import { Refused } from '../../http/refused.js';
import { type Call, type Route, route } from '../../http/routes.js';
import type { Book, Merchant } from '../book.js';
import { isSignedBy } from '../signature.js';
import type { Payments } from './payments.js';
import type { Refunds } from './refunds.js';

/** What a merchant's server may ask; each request is signed with its API key. */
export function merchantRoutes(book: Book, payments: Payments, refunds: Refunds): Route[] {
  return [
    route('POST', '/v1/payments', (call) => payments.create(authenticated(book, call), call.body)),
    route('GET', '/v1/payments/{id}', (call) => payments.read(authenticated(book, call), call.params.id ?? '')),
    route('POST', '/v1/payments/{id}/refunds', (call) =>
      refunds.create(authenticated(book, call), call.params.id ?? '', call.body),
    ),
  ];
}

function authenticated(book: Book, { req, body }: Call): Merchant {
  const merchant = book.merchant(String(req.headers['x-merchant'] ?? ''));
  const signature = req.headers['x-signature'];
  if (!merchant || !isSignedBy(merchant.apiKey, String(signature ?? ''), body, new Date()))
    throw new Refused(401, { error: 'SIGNATURE_INVALID' });
  return merchant;
}
