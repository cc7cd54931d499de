import type { RealmStore } from './realm/realm-store.js';
import { realmFrom } from './realm/realm.js';
import { realmImport } from './realm/representation.js';

/** `master` exists from the start, with the one client that provisions; its secret follows the environment. */
export async function ensureMasterRealm(realms: RealmStore, provisionerSecret: string): Promise<void> {
  const known = realms.get('master')?.clients.find((client) => client.clientId === 'provisioner');
  if (known) known.secret = provisionerSecret;
  else realms.add(await realmFrom(masterRealm(provisionerSecret)));
  await realms.save();
}

function masterRealm(secret: string) {
  return realmImport.parse({
    realm: 'master',
    displayName: 'Sandbox issuer',
    enabled: true,
    roles: { realm: [{ name: 'admin' }, { name: 'create-realm' }] },
    clients: [{ clientId: 'provisioner', secret, serviceAccountsEnabled: true, standardFlowEnabled: false }],
    users: [
      {
        username: 'service-account-provisioner',
        enabled: true,
        serviceAccountClientId: 'provisioner',
        realmRoles: ['admin', 'create-realm'],
      },
    ],
  });
}
