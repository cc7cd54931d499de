import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import { DomainFailure } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';
import { IdentityUnavailable } from '../identity.failures.js';

/** The way to the provider's admin API. */
@Injectable()
export class IdentityAdmin {
  constructor(@Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig) {}

  /**
   * Works with a client that has a fresh token: one knows only the realms there were when it was issued.
   * @throws IdentityUnavailable when the provider does not answer, or not in its own words
   */
  async ask<T>(work: (admin: KeycloakAdminClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.connected());
    } catch (error) {
      throw error instanceof DomainFailure || isItsAnswer(error) ? error : new IdentityUnavailable(error);
    }
  }

  private async connected(): Promise<KeycloakAdminClient> {
    const admin = new KeycloakAdminClient({
      baseUrl: this.config.KEYCLOAK_URL,
      realmName: 'master',
      timeout: this.config.KEYCLOAK_ADMIN_TIMEOUT_SECONDS * 1_000,
    });
    await admin.auth({
      grantType: 'client_credentials',
      clientId: this.config.KEYCLOAK_ADMIN_CLIENT_ID,
      clientSecret: this.config.KEYCLOAK_ADMIN_CLIENT_SECRET.reveal(),
    });
    return admin;
  }
}

/** A refusal (4xx in JSON) is an answer; no connection, a page of HTML and a 5xx are none. */
function isItsAnswer(error: unknown): boolean {
  if (!(error instanceof Error) || !('response' in error)) return false;
  const { response } = error as { response?: { status?: number; headers?: Headers } };
  const json = response?.headers?.get('content-type')?.includes('json') ?? false;
  return (response?.status ?? 500) < 500 && json;
}
