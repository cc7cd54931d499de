import type { Texts } from '../shared/language.js';

const en = {
  skip: 'Skip to content',
  languages: 'Language',
  notFound: 'This page does not exist',
  notFoundHint: 'The link may be old, or incomplete.',
  toTickets: 'See all tickets',
  broken: 'This page has stopped working. Please load it again.',
  reload: 'Load again',
  official: 'Official tickets of {name}',
};

export const APP: Texts<keyof typeof en> = {
  en,
  zh: {
    skip: '跳到正文',
    languages: '语言',
    notFound: '页面不存在',
    notFoundHint: '链接可能已失效，或者不完整。',
    toTickets: '查看全部门票',
    broken: '页面出错了，请重新加载。',
    reload: '重新加载',
    official: '{name}官方票务',
  },
};
