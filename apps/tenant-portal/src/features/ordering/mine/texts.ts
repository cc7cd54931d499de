import type { Texts } from '../../../shared/language.js';

const en = {
  title: 'My orders',
  guest: 'Sign in to see what you bought while signed in. What you bought as a guest is behind its link.',
  nothing: 'You have bought nothing here yet.',
  toTickets: 'See all tickets',
  as: 'Signed in as {name}',
  more: 'Show older orders',
  placed: 'Order {number} · {date}',
};

export const MINE: Texts<keyof typeof en> = {
  en,
  zh: {
    title: '我的订单',
    guest: '登录后可查看登录状态下购买的订单；以游客身份购买的订单请通过订单链接查看。',
    nothing: '您在这里还没有订单。',
    toTickets: '查看全部门票',
    as: '已登录：{name}',
    more: '显示更早的订单',
    placed: '订单 {number} · {date}',
  },
};
