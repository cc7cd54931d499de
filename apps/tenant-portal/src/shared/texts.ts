import type { Texts } from './language.js';

const en = {
  loading: 'Loading…',
  failed: 'This did not work. Please check your connection and try again.',
  retry: 'Try again',
  SINGLE: 'Single ticket',
  COMBO: 'Combo',
  JOINT_PASS: 'Joint pass',
  ANNUAL_PASS: 'Annual pass',
  ADULT: 'Adult',
  YOUTH: 'Youth',
  CHILD: 'Child',
  INFANT: 'Infant',
  FAMILY: 'Family',
  SENIOR: 'Senior',
  STUDENT: 'Student',
  MILITARY: 'Military',
  OTHER: 'Other',
};

export type SharedText = keyof typeof en;

/** What more than one feature says: waiting, kinds of products, and who a unit is for. */
export const SHARED: Texts<SharedText> = {
  en,
  zh: {
    loading: '加载中…',
    failed: '没有成功，请检查网络后重试。',
    retry: '重试',
    SINGLE: '单票',
    COMBO: '组合票',
    JOINT_PASS: '联票',
    ANNUAL_PASS: '年卡',
    ADULT: '成人',
    YOUTH: '青年',
    CHILD: '儿童',
    INFANT: '婴儿',
    FAMILY: '家庭',
    SENIOR: '老人',
    STUDENT: '学生',
    MILITARY: '军人',
    OTHER: '其他',
  },
};
