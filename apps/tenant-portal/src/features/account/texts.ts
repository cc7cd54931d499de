import type { Texts } from '../../shared/language.js';

const en = {
  signIn: 'Sign in',
  signInAway: 'Signing in does not work at present. You can buy without it.',
  signOut: 'Sign out',
  myOrders: 'My orders',
  signingIn: 'Signing you in…',
};

export const ACCOUNT: Texts<keyof typeof en> = {
  en,
  zh: {
    signIn: '登录',
    signInAway: '暂时无法登录，不登录也可以购票。',
    signOut: '退出登录',
    myOrders: '我的订单',
    signingIn: '正在登录…',
  },
};
