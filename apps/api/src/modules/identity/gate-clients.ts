import type { Tenant } from '@lianpiao/authz';
import { Injectable } from '@nestjs/common';
import type { JWK } from 'jose';

import { IdentityAdmin } from './adapters/identity-admin.js';
import { convergeClient } from './adapters/realm-convergence.js';
import { gateClient } from './adapters/realm-template.js';
import { convergeRoles } from './adapters/staff-convergence.js';
import { IdentityUnavailable } from './identity.failures.js';
import { Revocations } from './revocations.js';

/** The devices at gates, each a client of its tenant's realm by its public key: no secret is on a device. Every method may throw IdentityUnavailable. */
@Injectable()
export class GateClients {
  constructor(
    private readonly identity: IdentityAdmin,
    private readonly revocations: Revocations,
  ) {}

  /** For the attractions (codes) it stands at. A repeat replaces key and attractions, and ends what was given for those before. */
  async register(tenant: Tenant, clientId: string, key: JWK, attractionCodes: readonly string[]): Promise<void> {
    const { realm } = tenant.issuer;
    const publicKeys = { keys: [{ ...key, use: 'sig', alg: 'ES256' }] };
    const replaced = await this.identity.ask(tenant, async (admin) => {
      const [before] = await admin.clients.find({ realm, clientId });
      const id = await convergeClient(admin, realm, gateClient(tenant, clientId, publicKeys));
      const account = await admin.clients.getServiceAccountUser({ realm, id });
      if (!account.id) throw new Error(`client ${clientId} has no account`);
      const attributes = { ...account.attributes, attraction_ids: [...attractionCodes] };
      await admin.users.update({ realm, id: account.id }, { ...account, attributes });
      await convergeRoles(admin, realm, account.id, ['gate-operator']);
      return before && account.id;
    });
    if (replaced !== undefined) await this.revoke(tenant, replaced);
  }

  /** Harmless where there is none. The client goes last: until every node has heard, a repeat finds whom to revoke. */
  async remove(tenant: Tenant, clientId: string): Promise<void> {
    const { realm } = tenant.issuer;
    await this.identity.ask(tenant, async (admin) => {
      const [client] = await admin.clients.find({ realm, clientId });
      if (!client?.id) return;
      const { id } = client;
      const account = await admin.clients.getServiceAccountUser({ realm, id });
      await admin.clients.update({ realm, id }, { ...client, enabled: false });
      if (account.id) await this.revoke(tenant, account.id);
      await admin.clients.del({ realm, id });
    });
  }

  private async revoke(tenant: Tenant, subject: string): Promise<void> {
    await this.revocations.revokeSubject(tenant, subject).catch((error: unknown) => {
      throw new IdentityUnavailable(error);
    });
  }
}
