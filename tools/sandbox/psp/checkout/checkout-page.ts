import { html, type Language, page, preferredLanguage } from '../../http/page.js';
import type { Payment, PaymentState } from '../payment.js';

const TEXTS = {
  zh: {
    title: '沙盒支付',
    notice: '这是测试支付，不会扣款。',
    amount: '应付金额',
    card: '测试卡号（可不填；4000000000000002 会被拒绝）',
    pay: '支付',
    decline: '拒绝支付',
    back: '返回商户',
  },
  en: {
    title: 'Sandbox payment',
    notice: 'This is a test: no money moves.',
    amount: 'Amount',
    card: 'Test card number (may be empty; 4000000000000002 is declined)',
    pay: 'Pay',
    decline: 'Decline',
    back: 'Back to the merchant',
  },
} as const satisfies Record<Language, unknown>;

const STATES: Record<Language, Record<PaymentState, string>> = {
  zh: { pending: '待支付', succeeded: '已支付', declined: '已拒绝', expired: '已过期' },
  en: { pending: 'Pending', succeeded: 'Paid', declined: 'Declined', expired: 'Expired' },
};

export function checkoutPage(payment: Payment, acceptLanguage: string | undefined): string {
  const language = preferredLanguage(acceptLanguage);
  const texts = TEXTS[language];
  const order = html`<p>${texts.notice}</p>
    <p>${payment.description}</p>
    <p>${texts.amount}: <strong id="amount">${amountText(payment, language)}</strong></p>`;
  if (payment.state !== 'pending')
    return page(
      language,
      texts.title,
      html`${order}
        <p role="status">${STATES[language][payment.state]}</p>
        <p><a href="${payment.returnUrl}">${texts.back}</a></p>`,
    );
  const form = html`<form method="post">
    <label for="card">${texts.card}</label
    ><input id="card" name="card" inputmode="numeric" autocomplete="off" maxlength="30" />
    <button type="submit" name="action" value="pay">${texts.pay}</button
    ><button class="secondary" type="submit" name="action" value="decline">${texts.decline}</button>
  </form>`;
  return page(language, texts.title, html`${order}${form}`);
}

/** From the exact decimal string: a double would already have rounded large amounts. */
function amountText({ amountMinor, currency }: Payment, language: Language): string {
  const format = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const padded = amountMinor.padStart(digits + 1, '0');
  const decimal = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  return format.format(decimal as Intl.StringNumericLiteral);
}
