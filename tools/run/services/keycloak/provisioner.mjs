import { Problem } from '../../problem.mjs';

/** @typedef {{ url: string, adminPassword: string, clientSecret: string }} Access */

export const ADMIN = 'bootstrap-admin';
export const PROVISIONER = 'provisioner';

/**
 * Gives realm `master` the client that provisions tenants' realms, as the platform's configuration names it; repeatable.
 * @param {Access} access
 */
export async function ensureProvisioner({ url, adminPassword, clientSecret }) {
  const { default: KeycloakAdminClient } = await import('@keycloak/keycloak-admin-client');
  const admin = new KeycloakAdminClient({ baseUrl: url, realmName: 'master', timeout: 60_000 });
  await admin.auth({ grantType: 'password', clientId: 'admin-cli', username: ADMIN, password: adminPassword });
  const wanted = {
    clientId: PROVISIONER,
    secret: clientSecret,
    enabled: true,
    publicClient: false,
    standardFlowEnabled: false,
    serviceAccountsEnabled: true,
  };
  const [known] = await admin.clients.find({ clientId: PROVISIONER });
  const id = known?.id ?? (await admin.clients.create(wanted)).id;
  if (known) await admin.clients.update({ id }, { ...known, ...wanted });
  const account = await admin.clients.getServiceAccountUser({ id });
  const role = await admin.roles.findOneByName({ name: 'admin' });
  if (!account.id || !role?.id || !role.name) throw new Problem('Keycloak has no administrators in its realm master.');
  await admin.users.addRealmRoleMappings({ id: account.id, roles: [{ id: role.id, name: role.name }] });
}
