import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type default as Provider } from 'oidc-provider';
import type { Answer } from '../../http/answer.js';
import { readBody } from '../../http/body.js';
import { pageHeaders } from '../../http/page.js';
import { expiredPage, signInPage, type SignInPage, signUpPage } from '../pages.js';
import { hashPassword, passwordMatches } from '../password.js';
import type { Realm } from '../realm/realm.js';
import type { User } from '../realm/representation.js';
import { signUp } from './sign-up.js';

const FORM_LIMIT = 8 * 1_024;

/** The page between the authorization request and its code. */
export async function signIn(
  provider: Provider,
  realm: Realm,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Answer | undefined> {
  const form = req.method === 'POST' ? new URLSearchParams(await readBody(req, FORM_LIMIT)) : undefined;
  try {
    await provider.interactionDetails(req, res);
    if (isSignUp(realm, req)) return await signedUp(provider, realm, req, res, form);
    const user = form && (await authenticate(realm, form));
    if (!user) return loginPage(realm, req, form);
    if (user.mustChoosePassword && !(await chooses(user, form))) return loginPage(realm, req, form, 'choose');
    await finish(provider, req, res, user);
    return undefined;
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    return {
      status: 400,
      html: expiredPage(req.headers['accept-language'], realm.settings.displayName),
      headers: pageHeaders,
    };
  }
}

function isSignUp({ settings }: Realm, req: IncomingMessage): boolean {
  return settings.registrationAllowed && new URL(req.url ?? '', 'http://issuer').searchParams.has('registration');
}

/** Whoever makes an account is signed in to it. */
async function signedUp(
  provider: Provider,
  realm: Realm,
  req: IncomingMessage,
  res: ServerResponse,
  form: URLSearchParams | undefined,
): Promise<Answer | undefined> {
  const user = form && (await signUp(realm, form));
  if (user) return finish(provider, req, res, user);
  const view = { acceptLanguage: req.headers['accept-language'], realmName: realm.settings.displayName };
  const html = signUpPage({ ...view, username: form?.get('email') ?? '', refused: form !== undefined });
  return { status: 200, html, headers: pageHeaders };
}

async function finish(provider: Provider, req: IncomingMessage, res: ServerResponse, user: User): Promise<undefined> {
  const login = { accountId: user.id, amr: ['pwd'], acr: '1' };
  await provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false });
}

async function authenticate(realm: Realm, form: URLSearchParams): Promise<User | undefined> {
  const username = (form.get('username') ?? '').trim().toLowerCase();
  const user = realm.users.find((candidate) => candidate.username === username && candidate.enabled);
  return (await passwordMatches(form.get('password') ?? '', user?.passwordHash)) ? user : undefined;
}

/** Takes the new password of somebody whose present one was made for them; false when there is none, or the same. */
async function chooses(user: User, form: URLSearchParams): Promise<boolean> {
  const chosen = form.get('password-new') ?? '';
  if (chosen.length < 8 || chosen === form.get('password')) return false;
  user.passwordHash = await hashPassword(chosen);
  user.mustChoosePassword = false;
  return true;
}

function loginPage(
  realm: Realm,
  req: IncomingMessage,
  form: URLSearchParams | undefined,
  step: SignInPage['step'] = 'sign in',
): Answer {
  const view = {
    acceptLanguage: req.headers['accept-language'],
    realmName: realm.settings.displayName,
    username: form?.get('username') ?? '',
    refused: form !== undefined && step === 'sign in',
    step,
    signUp: realm.settings.registrationAllowed ? `${req.url ?? ''}&registration` : undefined,
  };
  return { status: 200, html: signInPage(view), headers: pageHeaders };
}
