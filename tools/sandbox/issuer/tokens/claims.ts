import type { Client, Mapper, User } from '../realm/representation.js';

export type Claims = Record<string, unknown>;
export type TokenUse = 'access' | 'id' | 'userinfo';

/** What Keycloak puts into a token for this principal at this client, before the registered claims. */
export function principalClaims(client: Client, principal: User, use: TokenUse): Claims {
  return {
    ...mappedClaims(client.protocolMappers, principal, use),
    ...(use === 'access' ? roleClaims(principal) : {}),
    ...nameClaims(principal),
    preferred_username: principal.username,
  };
}

export function mappedClaims(mappers: readonly Mapper[], principal: User, use: TokenUse): Claims {
  const claims: Claims = {};
  for (const mapper of mappers.filter((candidate) => candidate.config[`${use}.token.claim`] === 'true')) {
    const name = mapper.config['claim.name'];
    const value = claimValue(mapper, principal);
    if (name !== undefined && value !== undefined) claims[name] = value;
  }
  return claims;
}

/** The audience mapper is never automatic: a client without one gets tokens for `account` only, as on Keycloak. */
export function audienceOf(client: Client): string | string[] {
  const mapped = client.protocolMappers
    .filter(
      (mapper) => mapper.protocolMapper === 'oidc-audience-mapper' && mapper.config['access.token.claim'] === 'true',
    )
    .map((mapper) => mapper.config['included.client.audience'] || mapper.config['included.custom.audience'])
    .filter((audience) => audience !== undefined);
  return mapped.length === 0 ? 'account' : [...new Set([...mapped, 'account'])];
}

function claimValue(mapper: Mapper, principal: User): unknown {
  if (mapper.protocolMapper === 'oidc-hardcoded-claim-mapper') return typed(mapper, mapper.config['claim.value']);
  if (mapper.protocolMapper !== 'oidc-usermodel-attribute-mapper') return undefined;
  const values = principal.attributes[mapper.config['user.attribute'] ?? ''];
  if (values === undefined || values.length === 0) return undefined;
  return mapper.config.multivalued === 'true' ? values.map((value) => typed(mapper, value)) : typed(mapper, values[0]);
}

function typed(mapper: Mapper, value: string | undefined): unknown {
  if (value === undefined) return undefined;
  const type = mapper.config['jsonType.label'] ?? 'String';
  return type === 'String' ? value : (JSON.parse(value) as unknown);
}

function roleClaims(principal: User): Claims {
  const clients = Object.entries(principal.clientRoles).map(([client, roles]) => [client, { roles }]);
  return {
    realm_access: { roles: principal.realmRoles },
    ...(clients.length > 0 ? { resource_access: Object.fromEntries(clients) } : {}),
  };
}

export function nameClaims(principal: User): Claims {
  const name = [principal.firstName, principal.lastName].filter(Boolean).join(' ');
  return { ...(name ? { name } : {}), ...(principal.email ? { email: principal.email, email_verified: true } : {}) };
}
