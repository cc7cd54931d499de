import { randomUUID } from 'node:crypto';

import { RedeemTicket } from './operations/gate.js';
import { gateOf } from './region.js';
import type { TenantApi } from './tenant-api.js';

/** What a gate said: the reason of the refusal, or that it opened. */
export type Verdict = 'ACCEPTED' | (string & {});

/** A scan at an attraction's gate. */
export async function scan(api: TenantApi, ticket: string, attraction: string): Promise<Verdict> {
  const input = { ticket, gateCode: gateOf(attraction), scanNonce: randomUUID(), scannedAt: new Date().toISOString() };
  const { redeemTicket: answer } = await api.as('gates', RedeemTicket, { input });
  if (answer.__typename === 'RedemptionAccepted') return 'ACCEPTED';
  if (answer.__typename === 'RedemptionRefused') return answer.reason;
  throw new Error(`the gate failed: ${JSON.stringify(answer)}`);
}
