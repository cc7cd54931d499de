import { describeEnum } from '@lianpiao/graphql';

import { PassState } from '../domain/pass-state.js';
import { RefusalReason } from '../domain/refusal-reason.js';

export const RedemptionOutcome = { ACCEPTED: 'accepted', REFUSED: 'refused' } as const;
export type RedemptionOutcome = (typeof RedemptionOutcome)[keyof typeof RedemptionOutcome];

describeEnum('TicketState', 'Life of a ticket.', PassState, {
  ACTIVE: { description: 'It opens gates.' },
  EXHAUSTED: { description: 'All its visits were made.' },
  EXPIRED: { description: 'Its time is over.' },
  REVOKED: { description: 'Ended by staff for cause.' },
  REFUNDED: { description: 'Taken back; the price was given back.' },
});
describeEnum('RedemptionOutcome', 'What became of a scan.', RedemptionOutcome, {
  ACCEPTED: { description: 'The holder went in.' },
  REFUSED: { description: 'The gate stayed shut.' },
});
describeEnum('RefusalReason', 'Why a gate stays shut.', RefusalReason, {
  MALFORMED: { description: 'Not one of our tickets, nor a code of one.' },
  OTHER_TENANT: { description: 'A ticket of another region.' },
  FORGED: { description: 'The signature is not ours.' },
  UNKNOWN_TICKET: { description: 'Well formed, but no such ticket was issued.' },
  REFUNDED: { description: 'The ticket was taken back for a refund.' },
  REVOKED: { description: 'Staff have ended it for cause.' },
  WRONG_ATTRACTION: { description: 'It does not include this attraction.' },
  NOT_YET_VALID: { description: 'Its time has not begun.' },
  EXPIRED: { description: 'Its time is over.' },
  ALREADY_VISITED: { description: 'All visits of this attraction were made.' },
  EXHAUSTED: { description: 'All its visits were made.' },
  DAILY_LIMIT: { description: 'All visits of this attraction for today were made.' },
});
