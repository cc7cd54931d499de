import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import type { Tenant } from '@lianpiao/authz';
import { DomainFailure } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { administratorAt, IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';
import { ClusterUnknown, IdentityUnavailable } from '../identity.failures.js';
import { admitProvisioner } from './realm-convergence.js';
import { realmKey } from './realm-key.js';
import { provisionerToken } from './provisioner-token.js';

type Work<T> = (admin: KeycloakAdminClient) => Promise<T>;

/** The way to the provider's admin API, at the server that the tenant's row names. Each time with a fresh token. */
@Injectable()
export class IdentityAdmin {
  constructor(@Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig) {}

  /**
   * Inside a tenant's realm, as its own provisioner, who is nobody in any other. A realm that does not know it yet, or under another
   * key, is made to by the cluster's administrator.
   * @throws IdentityUnavailable when the provider does not answer, or not in its own words
   * @throws RealmMissing, RealmTaken
   */
  ask<T>(tenant: Tenant, work: Work<T>): Promise<T> {
    return answered(async () => work(await this.provisionerOf(tenant)));
  }

  /**
   * As the administrator of a cluster, who makes and removes realms and does nothing else. Its token knows only the realms there were
   * when it was issued.
   * @throws IdentityUnavailable, ClusterUnknown
   */
  askCluster<T>(serverUrl: string, work: Work<T>): Promise<T> {
    return answered(async () => work(await this.administratorOf(serverUrl)));
  }

  private async provisionerOf(tenant: Tenant): Promise<KeycloakAdminClient> {
    const { serverUrl, realm } = tenant.issuer;
    const key = await realmKey(this.config.DATA_ENCRYPTION_KEY, tenant);
    const signIn = () => provisionerToken(tenant, key, this.timeout);
    let token = await signIn();
    if (token === undefined) {
      await this.askCluster(serverUrl, (admin) => admitProvisioner(admin, tenant, key.publicKeys));
      token = await signIn();
    }
    if (token === undefined) throw new IdentityUnavailable(new Error(`realm ${realm} refuses its provisioner`));
    const admin = this.clientAt(serverUrl, realm);
    admin.setAccessToken(token);
    return admin;
  }

  private async administratorOf(serverUrl: string): Promise<KeycloakAdminClient> {
    const administrator = administratorAt(this.config, serverUrl);
    if (!administrator) throw new ClusterUnknown(serverUrl);
    const admin = this.clientAt(serverUrl, 'master');
    const { clientId, secret } = administrator;
    await admin.auth({ grantType: 'client_credentials', clientId, clientSecret: secret.reveal() });
    return admin;
  }

  private clientAt(baseUrl: string, realmName: string): KeycloakAdminClient {
    return new KeycloakAdminClient({ baseUrl, realmName, timeout: this.timeout });
  }

  private get timeout(): number {
    return this.config.KEYCLOAK_ADMIN_TIMEOUT_SECONDS * 1_000;
  }
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const ours = error instanceof DomainFailure || error instanceof IdentityUnavailable;
    throw ours || isItsAnswer(error) ? error : new IdentityUnavailable(error);
  }
}

/** A refusal (4xx in JSON) is an answer; no connection, a page of HTML and a 5xx are none. */
function isItsAnswer(error: unknown): boolean {
  if (!(error instanceof Error) || !('response' in error)) return false;
  const { response } = error as { response?: { status?: number; headers?: Headers } };
  const json = response?.headers?.get('content-type')?.includes('json') ?? false;
  return (response?.status ?? 500) < 500 && json;
}
