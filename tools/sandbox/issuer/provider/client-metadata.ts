import type { ClientMetadata } from 'oidc-provider';
import type { Client } from '../realm/representation.js';

/** A Keycloak client in the terms of dynamic registration; `undefined` for one that may not ask for tokens. */
export function clientMetadata(client: Client): ClientMetadata | undefined {
  if (!client.enabled || client.bearerOnly) return undefined;
  const signsIn = client.standardFlowEnabled && client.redirectUris.length > 0;
  return {
    client_id: client.clientId,
    ...authentication(client),
    grant_types: [
      ...(signsIn ? ['authorization_code', 'refresh_token'] : []),
      ...(client.serviceAccountsEnabled && !client.publicClient ? ['client_credentials'] : []),
    ],
    response_types: signsIn ? ['code'] : [],
    redirect_uris: signsIn ? client.redirectUris : [],
    post_logout_redirect_uris: postLogoutUris(client),
    ...backchannelLogout(client),
  };
}

/** `+` in webOrigins stands for the origins of the redirect addresses. */
export function allowsOrigin(client: Client | undefined, origin: string): boolean {
  if (!client) return false;
  const ofRedirects =
    client.webOrigins.includes('+') &&
    client.redirectUris.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin);
  return ofRedirects || client.webOrigins.includes(origin);
}

/** As on Keycloak: without this attribute a logout token names the person only, and ends every session of theirs. */
export function namesSessionOnLogout(client: Client): boolean {
  return client.attributes['backchannel.logout.session.required'] === 'true';
}

export function backchannelLogoutUrl(client: Client): string | undefined {
  return client.attributes['backchannel.logout.url'] || undefined;
}

function authentication(client: Client): Partial<ClientMetadata> {
  if (client.publicClient) return { token_endpoint_auth_method: 'none' };
  if (client.clientAuthenticatorType === 'client-secret')
    return { token_endpoint_auth_method: 'client_secret_basic', client_secret: client.secret };
  return {
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: JSON.parse(client.attributes['jwks.string'] ?? '{"keys":[]}') as NonNullable<ClientMetadata['jwks']>,
  };
}

function postLogoutUris(client: Client): string[] {
  const uris = client.attributes['post.logout.redirect.uris'] ?? '';
  return uris === '+' ? client.redirectUris : uris.split('##').filter(Boolean);
}

function backchannelLogout(client: Client): Partial<ClientMetadata> {
  const url = backchannelLogoutUrl(client);
  return url === undefined
    ? {}
    : { backchannel_logout_uri: url, backchannel_logout_session_required: namesSessionOnLogout(client) };
}
