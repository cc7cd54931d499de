import type { Tenant } from '@lianpiao/authz';
import type RealmRepresentation from '@keycloak/keycloak-admin-client/lib/defs/realmRepresentation.js';
import type { UserProfileConfig } from '@keycloak/keycloak-admin-client/lib/defs/userProfileMetadata.js';

import { API_CLIENT, AUDIENCE, browserClient, commonSettings, profileComponent } from './realm-parts.js';

export const VISITORS_CLIENT = 'portal';

/** An address and nothing else: it is all that a visitor is asked for, and all that there is to erase. */
export const VISITORS_PROFILE: UserProfileConfig = {
  attributes: ['username', 'email'].map((name) => ({
    name,
    permissions: { view: ['admin', 'user'], edit: ['admin', 'user'] },
  })),
};

/** The realm all tenants' visitors share. They make their accounts themselves; it has no role to give, and its tokens name no tenant. */
export function visitorsTemplate(realm: Tenant, backchannelBaseUrl: string): RealmRepresentation {
  const browser = browserClient(realm, backchannelBaseUrl);
  return {
    ...commonSettings(realm),
    registrationAllowed: true,
    registrationEmailAsUsername: true,
    passwordPolicy: 'length(8)',
    components: profileComponent(VISITORS_PROFILE),
    clients: [
      API_CLIENT,
      {
        ...browser,
        clientId: VISITORS_CLIENT,
        // The hosts of all tenants, which come and go: they are followed apart, and a change of this template leaves them as they are.
        webOrigins: ['+'],
        attributes: { ...browser.attributes, 'post.logout.redirect.uris': '+' },
        protocolMappers: [AUDIENCE],
      },
    ],
  };
}
