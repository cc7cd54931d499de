import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type default as Provider } from 'oidc-provider';
import type { Answer } from '../../http/answer.js';
import { readBody } from '../../http/body.js';
import { pageHeaders } from '../../http/page.js';
import { expiredPage, signInPage, type SignInPage } from '../pages.js';
import { hashPassword, passwordMatches } from '../password.js';
import type { Realm } from '../realm/realm.js';
import type { User } from '../realm/representation.js';

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
    const user = form && (await authenticate(realm, form));
    if (!user) return loginPage(realm, req, form);
    if (user.mustChoosePassword && !(await chooses(user, form))) return loginPage(realm, req, form, 'choose');
    await provider.interactionFinished(
      req,
      res,
      { login: { accountId: user.id, amr: ['pwd'], acr: '1' } },
      { mergeWithLastSubmission: false },
    );
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
  };
  return { status: 200, html: signInPage(view), headers: pageHeaders };
}
