import type { Tenant } from '@lianpiao/authz';
import { newId } from '@lianpiao/kernel';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { signIn, signUp, type SignedIn } from '../../../../../../tools/sandbox/index.js';
import { IdentityAdmin } from '../adapters/identity-admin.js';
import { RealmProvisioner } from '../adapters/realm-provisioner.js';
import { visitorsRealm } from '../domain/visitors-realm.js';
import { openIdentityProvider, type IdentityProvider } from './identity-provider.js';

export const PASSWORD = 'correct horse battery';

/** A realm of visitors at a real provider: another one at each run, since such a provider keeps them. */
export class VisitorsOffice {
  /** What the provider reported of sessions that ended. */
  readonly reports: { readonly path: string; readonly token: string }[] = [];
  readonly realm: Tenant;
  readonly realms: RealmProvisioner;
  private readonly admin: IdentityAdmin;

  private constructor(
    private readonly provider: IdentityProvider,
    private readonly listener: Server,
  ) {
    const { port } = listener.address() as AddressInfo;
    const config = { ...provider.config, BACKCHANNEL_BASE_URL: `http://127.0.0.1:${port}` };
    const name = `visitors-${newId().slice(-12)}`;
    this.admin = new IdentityAdmin(config);
    this.realms = new RealmProvisioner(this.admin, config);
    this.realm = { ...visitorsRealm(provider.url), issuer: { serverUrl: provider.url, realm: name } };
    listener.on('request', (request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        this.reports.push({ path: request.url ?? '', token: form.get('logout_token') ?? '' });
        response.writeHead(204).end();
      })();
    });
  }

  static async open(): Promise<VisitorsOffice> {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return new VisitorsOffice(await openIdentityProvider(), listener);
  }

  get url(): string {
    return this.provider.url;
  }

  /** What an administrator of the provider does to the realm, by hand. */
  ask<T>(work: Parameters<typeof this.admin.askCluster<T>>[1]): Promise<T> {
    return this.admin.askCluster(this.url, work);
  }

  /** Somebody who has an account; answers the address they sign in with. */
  async visitor(): Promise<{ readonly email: string; readonly id: string }> {
    const email = `${newId().slice(-12)}@example.com`;
    const { realm } = this.realm.issuer;
    const credentials = [{ type: 'password', value: PASSWORD, temporary: false }];
    const account = { username: email, email, enabled: true, emailVerified: true, credentials };
    const { id } = await this.ask((admin) => admin.users.create({ realm, ...account }));
    return { email, id };
  }

  /** Somebody makes an account, as visitors do. */
  signUp(email: string, origin: string, password = PASSWORD): Promise<string> {
    return this.bearerBy(signUp, email, origin, password);
  }

  bearer(email: string, origin: string): Promise<string> {
    return this.bearerBy(signIn, email, origin, PASSWORD);
  }

  private async bearerBy(enter: typeof signIn, username: string, origin: string, password: string): Promise<string> {
    const { accessToken }: SignedIn = await enter({
      issuerUrl: this.url,
      realm: this.realm.issuer.realm,
      clientId: 'portal',
      redirectUri: `${origin}/signed-in`,
      username,
      password,
    });
    return `Bearer ${accessToken}`;
  }

  async close(): Promise<void> {
    const { realm } = this.realm.issuer;
    await this.ask((admin) => admin.realms.del({ realm }));
    await this.provider.close();
    await new Promise((resolve) => this.listener.close(resolve));
  }
}
