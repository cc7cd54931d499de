import { z } from 'zod';
import { parseJson } from '../http/body.js';
import { Refused } from '../http/refused.js';

const reference = z.string().regex(/^[\w.:-]{1,128}$/);
const amountMinor = z.string().regex(/^[1-9]\d{0,14}$/);
const httpUrl = z
  .string()
  .max(2_000)
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'must be an http address');

export const merchantRequest = z.strictObject({
  apiKey: z.string().min(8).max(200),
  webhookSecret: z.string().min(8).max(200),
});

export const paymentRequest = z.strictObject({
  reference,
  amountMinor,
  currency: z.string().regex(/^[A-Z]{3}$/),
  description: z.string().max(500).default(''),
  notifyUrl: httpUrl,
  returnUrl: httpUrl,
  expiresAt: z.iso.datetime({ offset: true }),
});

export const refundRequest = z.strictObject({ reference, amountMinor });

export const checkoutRequest = z.object({ action: z.enum(['pay', 'decline']), card: z.string().max(30).default('') });

export type PaymentRequest = z.output<typeof paymentRequest>;

export function parsedRequest<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refused(400, { error: 'INVALID_INPUT', field: issue?.path.join('.') ?? '', rule: issue?.code ?? '' });
}

export function parsedJson<T extends z.ZodType>(schema: T, body: string): z.output<T> {
  return parsedRequest(schema, parseJson(body));
}
