export type AccountType = 'asset' | 'liability' | 'revenue' | 'expense';

export interface Account {
  readonly code: string;
  readonly type: AccountType;
  readonly name: { readonly zh: string; readonly en: string };
  readonly party?: { readonly kind: 'attraction' | 'partner' | 'psp' | 'fund'; readonly id: string };
}

/** Chart of accounts: those without a party exist from the start, one per party when it first is owed or owes. */
export const CHART: readonly Account[] = [
  { code: '1010', type: 'asset', name: { zh: '银行存款', en: 'Bank' } },
  { code: '1020', type: 'asset', name: { zh: '支付机构清算款', en: 'PSP clearing' } },
  { code: '2010', type: 'liability', name: { zh: '联票预收款', en: 'Pass liability' } },
  { code: '2030', type: 'liability', name: { zh: '营销保障基金', en: 'Marketing fund' } },
  { code: '2040', type: 'liability', name: { zh: '应付退款', en: 'Refunds payable' } },
  { code: '4010', type: 'revenue', name: { zh: '主管机构佣金', en: 'Authority commission' } },
  { code: '4020', type: 'revenue', name: { zh: '未使用收入', en: 'Breakage income' } },
  { code: '4030', type: 'revenue', name: { zh: '退票手续费', en: 'Cancellation fees' } },
  { code: '5010', type: 'expense', name: { zh: '支付手续费', en: 'PSP fees' } },
];

export const ACCOUNTS = {
  pspClearing: '1020',
  passLiability: '2010',
  fund: '2030',
  refundsPayable: '2040',
  commission: '4010',
  breakage: '4020',
  cancellationFees: '4030',
  pspFees: '5010',
} as const;

/** Owed by a partner that buys on account. */
export function partnerReceivable(channelCode: string): Account {
  const party = { kind: 'partner', id: channelCode } as const;
  return {
    code: `1030.${channelCode}`,
    type: 'asset',
    name: { zh: `应收渠道款 ${channelCode}`, en: `Receivable ${channelCode}` },
    party,
  };
}

/** Earned by an attraction, on no statement yet. */
export function attractionAccrual(code: string): Account {
  const party = { kind: 'attraction', id: code } as const;
  return { code: `2021.${code}`, type: 'liability', name: { zh: `应计景区款 ${code}`, en: `Accrual ${code}` }, party };
}

/** Stated and to be paid to an attraction. */
export function attractionPayable(code: string): Account {
  const party = { kind: 'attraction', id: code } as const;
  return { code: `2020.${code}`, type: 'liability', name: { zh: `应付景区款 ${code}`, en: `Payable ${code}` }, party };
}
