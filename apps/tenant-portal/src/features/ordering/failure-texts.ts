import type { Texts } from '../../shared/language.js';

const en = {
  CAPACITY_EXHAUSTED: {
    one: 'Only {count} place is left on {date}.',
    other: 'Only {count} places are left on {date}.',
  },
  SOLD_OUT_ON: 'Sold out on {date}. Please choose another date.',
  UNIT_NOT_ON_SALE: 'This ticket is not on sale for this date.',
  PAYMENT_PROVIDER_UNAVAILABLE: 'The payment service does not answer. Nothing was charged; please try again.',
  ORDER_STATE_CONFLICT: 'The order has changed meanwhile. This page shows how it stands now.',
  NOTHING_REFUNDABLE: 'A ticket of this order has been used, so it cannot be returned here.',
  INVALID_INPUT: 'Please check what you have entered.',
  FAILED: 'This did not work. Please check your connection and try again.',
};

export type FailureText = keyof typeof en;

/** What the visitor reads about the codes of failures. */
export const FAILURES: Texts<FailureText> = {
  en,
  zh: {
    CAPACITY_EXHAUSTED: '{date}仅剩 {count} 张。',
    SOLD_OUT_ON: '{date}已售罄，请选择其他日期。',
    UNIT_NOT_ON_SALE: '该日期暂不售此票。',
    PAYMENT_PROVIDER_UNAVAILABLE: '支付服务没有响应，尚未扣款，请重试。',
    ORDER_STATE_CONFLICT: '订单状态已变化，本页显示的是最新状态。',
    NOTHING_REFUNDABLE: '订单中已有门票使用，无法在此退款。',
    INVALID_INPUT: '请检查填写的内容。',
    FAILED: '没有成功，请检查网络后重试。',
  },
};

export function isFailureText(code: string): code is FailureText {
  return Object.hasOwn(en, code);
}
