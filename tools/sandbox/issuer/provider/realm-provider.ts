import Provider, { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { localFetch, type LocalFetchInit } from '../../http/local-fetch.js';
import { pageHeaders } from '../../http/page.js';
import { errorPage, signOutPage, signedOutPage } from '../pages.js';
import { activeUser, clientNamed, type Realm } from '../realm/realm.js';
import { nameClaims } from '../tokens/claims.js';
import type { ArtifactStore } from './artifact-store.js';
import { allowsOrigin, clientMetadata } from './client-metadata.js';
import { shapeAccessToken } from './shape-access-token.js';

export const PROTOCOL = '/protocol/openid-connect';
const API = 'urn:lianpiao:api';
const SCOPES = ['openid', 'profile', 'email', 'roles', 'offline_access'];

/** One realm as an OpenID provider. It reads `realm` anew for each request, so that admin changes need no restart. */
export function createRealmProvider(issuer: string, realm: Realm, artifacts: ArtifactStore): Provider {
  const provider = new Provider(issuer, configuration(issuer, realm, artifacts));
  provider.on('server_error', (_ctx, error) => console.error(`realm ${realm.settings.realm}:`, error));
  return provider;
}

function configuration(issuer: string, realm: Realm, artifacts: ArtifactStore): Configuration {
  const { realm: name } = realm.settings;
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    adapter: (model) => ({
      ...artifacts.adapterFor(model),
      ...(model === 'Client' ? { find: async (id: string) => registered(realm, id) } : {}),
    }),
    jwks: { keys: realm.keys },
    cookies: cookies(realm),
    routes: {
      authorization: `${PROTOCOL}/auth`,
      token: `${PROTOCOL}/token`,
      jwks: `${PROTOCOL}/certs`,
      userinfo: `${PROTOCOL}/userinfo`,
      end_session: `${PROTOCOL}/logout`,
      revocation: `${PROTOCOL}/revoke`,
    },
    discovery: { introspection_endpoint: `${issuer}${PROTOCOL}/token/introspect` },
    scopes: SCOPES,
    claims: { openid: ['sub', 'sid'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    interactions: {
      policy,
      url: (_ctx, interaction) => `/realms/${name}/login-actions/authenticate?execution=${interaction.uid}`,
    },
    features: features(realm),
    fetch: (url, init) => localFetch(url instanceof Request ? url.url : url, localInit(init)),
    findAccount: (_ctx, id) => {
      const user = activeUser(realm, id);
      return (
        user && { accountId: id, claims: () => ({ sub: id, preferred_username: user.username, ...nameClaims(user) }) }
      );
    },
    loadExistingGrant: (ctx) => grantEverything(ctx),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' },
    clientBasedCORS: (_ctx, origin, client) => allowsOrigin(clientNamed(realm, client.clientId), origin),
    formats: { customizers: { jwt: (_ctx, token, parts) => shapeAccessToken(realm, token, parts) } },
    ttl: {
      AccessToken: 300,
      ClientCredentials: 300,
      IdToken: 300,
      AuthorizationCode: 60,
      Interaction: 600,
      Session: 36_000,
      Grant: 36_000,
      RefreshToken: 1_800,
    },
    renderError: (ctx, out) =>
      render(
        ctx,
        errorPage(
          ctx.get('accept-language'),
          realm.settings.displayName,
          `${out.error}: ${out.error_description ?? ''}`,
        ),
      ),
  };
}

function features(realm: Realm): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) =>
        render(ctx, signOutPage(ctx.get('accept-language'), realm.settings.displayName, form)),
      postLogoutSuccessSource: (ctx) =>
        render(ctx, signedOutPage(ctx.get('accept-language'), realm.settings.displayName)),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        audience: 'api',
        scope: SCOPES.join(' '),
        accessTokenFormat: 'jwt',
        accessTokenTTL: realm.settings.accessTokenLifespan,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  };
}

function cookies(realm: Realm): NonNullable<Configuration['cookies']> {
  const { realm: name } = realm.settings;
  return {
    keys: [realm.cookieKey],
    names: { session: `${name}_session`, interaction: `${name}_interaction`, resume: `${name}_resume` },
    long: { path: `/realms/${name}/`, httpOnly: true, sameSite: 'lax' },
    short: { httpOnly: true, sameSite: 'lax' },
  };
}

/** First-party clients only: nobody is asked for consent. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const accountId = ctx.oidc.session?.accountId;
  const clientId = ctx.oidc.client?.clientId;
  if (accountId === undefined || clientId === undefined) return undefined;
  const grant = new ctx.oidc.provider.Grant({ accountId, clientId });
  grant.addOIDCScope(SCOPES.join(' '));
  grant.addResourceScope(API, SCOPES.join(' '));
  await grant.save();
  return grant;
}

function registered(realm: Realm, clientId: string) {
  const client = clientNamed(realm, clientId);
  return client && clientMetadata(client);
}

/** The library tells applications of a sign-out; on a laptop they have `*.localhost` names. */
function localInit(init: RequestInit = {}): LocalFetchInit {
  const { method = 'GET', headers, body, signal } = init;
  return {
    method,
    headers: Object.fromEntries(new Headers(headers)),
    ...(typeof body === 'string' || body instanceof URLSearchParams ? { body: body.toString() } : {}),
    ...(signal ? { signal } : {}),
  };
}

function render(ctx: KoaContextWithOIDC, markup: string): void {
  ctx.type = 'html';
  ctx.set(pageHeaders);
  ctx.body = markup;
}
