import { createHash, randomBytes } from 'node:crypto';
import { Browser, type Page } from './browser.js';
import { type LoginForm, loginForm, pageError, registration } from './login-form.js';
import { protocolUrl, type RealmAddress, requestToken } from './token-request.js';

export interface SignIn extends RealmAddress {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly username: string;
  readonly password: string;
}

export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

export class SignInRefused extends Error {
  constructor(
    readonly realm: string,
    readonly username: string,
    reason: string,
  ) {
    super(`${username} cannot sign in to ${realm}: ${reason}`);
  }
}

/** Signs a person in as their browser would: authorization code with PKCE, through the issuer's own sign-in page. */
export function signIn(request: SignIn): Promise<SignedIn> {
  return exchanged(request, authorizationCode);
}

/** Makes an account, with an address for a name, as somebody does who comes to that page without one. */
export function signUp(request: SignIn): Promise<SignedIn> {
  return exchanged(request, codeOfNewcomer);
}

type Browse = (request: SignIn, codeChallenge: string) => Promise<string>;

async function exchanged(request: SignIn, browse: Browse): Promise<SignedIn> {
  const verifier = randomBytes(32).toString('base64url');
  const code = await browse(request, createHash('sha256').update(verifier).digest('base64url'));
  const fields = {
    grant_type: 'authorization_code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    code,
    code_verifier: verifier,
  };
  const answer = await requestToken(request, fields);
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token ?? '', expiresIn: answer.expires_in };
}

/** The part of the flow that happens in the browser; ends with the code on the redirect address. */
export async function authorizationCode(request: SignIn, codeChallenge: string): Promise<string> {
  const browser = new Browser();
  const state = randomBytes(16).toString('base64url');
  const isOurs = (url: URL) => url.href.startsWith(request.redirectUri);
  const page = await browser.visit(authorizationUrl(request, state, codeChallenge), isOurs);
  const form = loginForm(page);
  if (!form) throw refused(request, page);
  return codeIn(request, state, await browser.visit(form.action, isOurs, submission(request, form)));
}

async function codeOfNewcomer(request: SignIn, codeChallenge: string): Promise<string> {
  const browser = new Browser();
  const state = randomBytes(16).toString('base64url');
  const isOurs = (url: URL) => url.href.startsWith(request.redirectUri);
  const door = await browser.visit(authorizationUrl(request, state, codeChallenge), isOurs);
  const address = registration(door);
  if (!address) throw refused(request, door);
  const page = await browser.visit(address, isOurs);
  const form = loginForm(page, 'kc-register-form');
  if (!form) throw refused(request, page);
  const { username: email, password } = request;
  const fields = { ...form.hidden, email, password, 'password-confirm': password };
  const init = { method: 'POST', body: new URLSearchParams(fields) };
  return codeIn(request, state, await browser.visit(form.action, isOurs, init));
}

function codeIn(request: SignIn, state: string, answer: Page): string {
  const code = answer.url.searchParams.get('code');
  if (code === null || answer.status !== 0 || answer.url.searchParams.get('state') !== state)
    throw refused(request, answer);
  return code;
}

function authorizationUrl(request: SignIn, state: string, codeChallenge: string): URL {
  const url = protocolUrl(request, 'auth');
  const { clientId, redirectUri } = request;
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    state,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
  };
  url.search = new URLSearchParams(query).toString();
  return url;
}

function submission(request: SignIn, form: LoginForm) {
  return {
    method: 'POST',
    body: new URLSearchParams({ ...form.hidden, username: request.username, password: request.password }),
  };
}

function refused(request: SignIn, page: Page): SignInRefused {
  const reason = page.url.searchParams.get('error') ?? pageError(page);
  return new SignInRefused(
    request.realm,
    request.username,
    reason || `unexpected answer ${page.status} from ${page.url.origin}${page.url.pathname}`,
  );
}
