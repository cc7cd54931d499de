import { Html, type Language, html, nothing, page, preferredLanguage } from '../http/page.js';

const TEXTS = {
  zh: {
    username: '用户名',
    password: '密码',
    passwordNew: '新密码（至少 8 位）',
    choose: '当前密码由他人设置，请设置新密码。',
    signIn: '登录',
    signOut: '退出登录',
    signedOut: '您已退出登录。',
    invalid: '用户名或密码无效。',
    signUp: '注册',
    newHere: '还没有账号？',
    email: '电子邮箱',
    again: '再次输入密码',
    unusable: '请输入未注册过的邮箱，以及两次相同的密码（至少 8 位）。',
    expired: '登录已过期，请从应用重新开始。',
  },
  en: {
    username: 'Username',
    password: 'Password',
    passwordNew: 'New password (8 characters or more)',
    choose: 'Your password was set by somebody else. Choose a new one.',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signedOut: 'You are signed out.',
    invalid: 'Invalid username or password.',
    signUp: 'Register',
    newHere: 'New here?',
    email: 'Email',
    again: 'Confirm password',
    unusable: 'Enter an address that has no account yet, and the same password twice (8 characters or more).',
    expired: 'This sign-in has expired: start again from the application.',
  },
} as const satisfies Record<Language, unknown>;

export interface SignInPage {
  readonly acceptLanguage: string | undefined;
  readonly realmName: string;
  readonly username: string;
  readonly refused: boolean;
  /** `choose`: the password was right, and has to be replaced. */
  readonly step: 'sign in' | 'choose';
  /** Where accounts are made; undefined where people cannot make their own. */
  readonly signUp: string | undefined;
}

/** Carries Keycloak's form and field names, so that what drives Keycloak's page drives this one. */
export function signInPage(view: SignInPage): string {
  const language = preferredLanguage(view.acceptLanguage);
  const texts = TEXTS[language];
  const chosen =
    view.step === 'choose'
      ? html`<label for="password-new">${texts.passwordNew}</label
          ><input
            id="password-new"
            name="password-new"
            type="password"
            autocomplete="new-password"
            minlength="8"
            required
          />`
      : nothing;
  const refusal = view.refused ? html`<p role="alert" id="input-error">${texts.invalid}</p>` : nothing;
  const content = html`${refusal}${view.step === 'choose' ? html`<p role="status">${texts.choose}</p>` : nothing}
    <form id="kc-form-login" method="post">
      <label for="username">${texts.username}</label
      ><input id="username" name="username" autocomplete="username" required autofocus value="${view.username}" />
      <label for="password">${texts.password}</label
      ><input id="password" name="password" type="password" autocomplete="current-password" required />${chosen}
      <button id="kc-login" type="submit">${texts.signIn}</button>
    </form>
    ${signUpLink(view.signUp, texts)}`;
  return page(language, view.realmName, content);
}

function signUpLink(address: string | undefined, { newHere, signUp }: { newHere: string; signUp: string }): Html {
  if (address === undefined) return nothing;
  return html`<p id="kc-registration">${newHere} <a href="${address}">${signUp}</a></p>`;
}

export type SignUpPage = Pick<SignInPage, 'acceptLanguage' | 'realmName' | 'username' | 'refused'>;

/** Where people make an account, with Keycloak's names again. */
export function signUpPage(view: SignUpPage): string {
  const language = preferredLanguage(view.acceptLanguage);
  const texts = TEXTS[language];
  const refusal = view.refused ? html`<p role="alert" id="input-error">${texts.unusable}</p>` : nothing;
  const content = html`${refusal}
    <form id="kc-register-form" method="post">
      <label for="email">${texts.email}</label
      ><input id="email" name="email" type="email" autocomplete="email" required autofocus value="${view.username}" />
      <label for="password">${texts.passwordNew}</label
      ><input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required />
      <label for="password-confirm">${texts.again}</label
      ><input id="password-confirm" name="password-confirm" type="password" autocomplete="new-password" required />
      <button type="submit">${texts.signUp}</button>
    </form>`;
  return page(language, view.realmName, content);
}

export function signOutPage(acceptLanguage: string | undefined, realmName: string, form: string): string {
  const language = preferredLanguage(acceptLanguage);
  const button = html`<button type="submit" form="op.logoutForm" name="logout" value="yes">
    ${TEXTS[language].signOut}
  </button>`;
  return page(language, realmName, html`${new Html(form)}${button}`);
}

export function signedOutPage(acceptLanguage: string | undefined, realmName: string): string {
  const language = preferredLanguage(acceptLanguage);
  return page(language, realmName, html`<p>${TEXTS[language].signedOut}</p>`);
}

export function expiredPage(acceptLanguage: string | undefined, realmName: string): string {
  return errorPage(acceptLanguage, realmName, TEXTS[preferredLanguage(acceptLanguage)].expired);
}

export function errorPage(acceptLanguage: string | undefined, realmName: string, message: string): string {
  return page(preferredLanguage(acceptLanguage), realmName, html`<p role="alert" id="kc-error-message">${message}</p>`);
}
