import type { Texts } from '../../shared/language.js';
import { FAILURES } from './failure-texts.js';
import { ORDER } from './order-texts.js';

const en = {
  buy: 'Buy',
  visitDate: 'Date of visit',
  earlier: 'Earlier dates',
  later: 'Later dates',
  AVAILABLE: 'Available',
  LIMITED: 'Few left',
  SOLD_OUT: 'Sold out',
  CLOSED: 'Closed',
  noDates: 'There are no free places on these dates.',
  fewer: 'One fewer: {unit}',
  more: 'One more: {unit}',
  each: '{price} each',
  notOnSale: 'This ticket is not on sale at present.',
  email: 'E-mail (optional)',
  emailHint: 'Only to reach you about this order.',
  pay: 'Continue to payment',
  paying: 'Placing your order…',
  guest: 'No account needed. Your order is kept while you pay.',
  nothingChosen: 'Choose at least one ticket.',
};

/** Everything said from choosing a quantity to the tickets. */
export const ORDERING: Texts<keyof typeof en | keyof typeof ORDER.en | keyof typeof FAILURES.en> = {
  en: { ...en, ...ORDER.en, ...FAILURES.en },
  zh: {
    buy: '购买',
    visitDate: '游览日期',
    earlier: '较早日期',
    later: '更多日期',
    AVAILABLE: '可订',
    LIMITED: '紧张',
    SOLD_OUT: '售罄',
    CLOSED: '不开放',
    noDates: '这些日期已无余票。',
    fewer: '减少一张：{unit}',
    more: '增加一张：{unit}',
    each: '每张 {price}',
    notOnSale: '此门票目前暂不销售。',
    email: '电子邮箱（选填）',
    emailHint: '仅用于就本订单与您联系。',
    pay: '去支付',
    paying: '正在下单…',
    guest: '无需注册。支付期间为您保留订单。',
    nothingChosen: '请至少选择一张票。',
    ...ORDER.zh,
    ...FAILURES.zh,
  },
};
