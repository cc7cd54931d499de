import type { Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { newId, systemClock } from '@lianpiao/kernel';
import { setTimeout as pause } from 'node:timers/promises';

import { signIn } from '../../../../../../tools/sandbox/index.js';
import { ControlRepository, OperatorActs, type ByOperator } from '../../tenancy/index.js';
import { Platform } from '../../tenancy/testing/platform.js';
import { RealmProvisioner } from '../adapters/realm-provisioner.js';
import { convergeAccount } from '../adapters/staff-convergence.js';
import { StaffAccounts } from '../adapters/staff-accounts.js';
import type { Authenticator } from '../authenticator.js';
import { platformRealm } from '../domain/platform-realm.js';
import { ConvergeOperatorsJob } from '../jobs/converge-operators.job.js';
import { OperatorDesk } from '../operator-desk.js';
import { OperatorRepository } from '../persistence/operator-repository.js';
import { Revocations } from '../revocations.js';
import { KeepOperator } from '../use-cases/keep-operator.js';
import { SwitchOperator } from '../use-cases/switch-operator.js';
import { anAuthenticator } from './an-authenticator.js';
import { openIdentityProvider, type IdentityProvider } from './identity-provider.js';
import { InterruptedAdmin } from './interrupted-admin.js';
import { LocalFeed } from './local-feed.js';
import { LogoutInbox } from './logout-inbox.js';

const CONSOLE_ORIGIN = 'http://127.0.0.1:4001';

/** Where operators are let in and out: on a real database and a real provider, at two nodes. */
export class OperatorsOffice {
  readonly keep: KeepOperator;
  readonly toggle: SwitchOperator;
  readonly job: ConvergeOperatorsJob;
  private readonly desk: OperatorDesk;
  private readonly rows = new OperatorRepository();

  private constructor(
    readonly platform: Platform,
    readonly identity: InterruptedAdmin,
    readonly reports: LogoutInbox,
    private readonly provider: IdentityProvider,
    private readonly realm: Tenant,
    private readonly nodes: readonly { revocations: Revocations; authenticator: Authenticator }[],
  ) {
    const { unitOfWork, clock } = platform;
    const [here] = nodes;
    if (!here) throw new Error('no node');
    const acts = new OperatorActs(unitOfWork, new ControlRepository(), clock);
    const config = { ...provider.config, CONTROL_BACKCHANNEL_BASE_URL: reports.url };
    const realms = new RealmProvisioner(identity, config);
    this.desk = new OperatorDesk(unitOfWork, this.rows, new StaffAccounts(identity), here.revocations, realm);
    this.keep = new KeepOperator(realms, acts, this.rows, this.desk, realm, config);
    this.toggle = new SwitchOperator(acts, this.rows, this.desk);
    this.job = new ConvergeOperatorsJob(unitOfWork, this.rows, this.desk);
  }

  static async open(): Promise<OperatorsOffice> {
    const [platform, provider, reports] = await Promise.all([
      Platform.open(),
      openIdentityProvider(),
      LogoutInbox.open(),
    ]);
    // Of a name of its own: a real provider keeps its realms.
    const realm = { ...platformRealm(provider.url), issuer: { serverUrl: provider.url, realm: anOperatorsName() } };
    const feed = new LocalFeed();
    const nodes = [1, 2].map(() => {
      const revocations = new Revocations(feed, systemClock);
      return { revocations, authenticator: anAuthenticator(undefined, revocations) };
    });
    for (const { revocations } of nodes) await revocations.onModuleInit();
    return new OperatorsOffice(platform, new InterruptedAdmin(provider.config), reports, provider, realm, nodes);
  }

  async close(): Promise<void> {
    await Promise.all([this.reports.close(), this.provider.close()]);
    await this.platform.close();
  }

  /** Somebody who was let in, and their password. */
  async letIn(username = anOperatorsName()): Promise<{ username: string; password: string }> {
    const password = newId();
    await this.keep.execute(
      { username, email: `${username}@platform.example` },
      because('hired'),
      new Secret(password),
    );
    return { username, password };
  }

  async signIn({ username, password }: { username: string; password: string }): Promise<string> {
    const client = { clientId: 'console', redirectUri: `${CONSOLE_ORIGIN}/signed-in` };
    const { realm } = this.realm.issuer;
    const { accessToken } = await signIn({ issuerUrl: this.provider.url, realm, ...client, username, password });
    return `Bearer ${accessToken}`;
  }

  /** What the door does. */
  async admit(token: string): Promise<string> {
    const { subject, username } = await this.authenticate(token);
    await this.desk.assertOperates(subject);
    return username;
  }

  /** At a node, by what it has heard of revocations alone. */
  authenticate(token: string, at = 0) {
    const node = this.nodes[at];
    if (!node) throw new Error('no such node');
    return node.authenticator.authenticate(this.realm, token);
  }

  /** Takes a report of the provider. */
  report(logoutToken: string): Promise<void> {
    return this.nodes[0]?.authenticator.logOut(this.realm, logoutToken) ?? Promise.reject(new Error('no node'));
  }

  /** As an administrator of the provider would, behind our back. */
  async madeByHand(): Promise<{ username: string; password: string }> {
    const { realm } = this.realm.issuer;
    const [username, value] = [anOperatorsName(), newId()];
    const account = { username, displayName: username, email: `${username}@platform.example`, attractionCodes: [] };
    await this.identity.ask(this.realm, async (admin) => {
      const id = await convergeAccount(admin, realm, { ...account, enabled: true, roles: ['platform-admin'] });
      await admin.users.resetPassword({ realm, id, credential: { type: 'password', value, temporary: false } });
    });
    return { username, password: value };
  }

  async logOutAtProvider(username: string): Promise<void> {
    const { realm } = this.realm.issuer;
    await this.identity.ask(this.realm, async (admin) => {
      const [user] = await admin.users.find({ realm, username, exact: true });
      await admin.users.logout({ realm, id: user?.id ?? '' });
    });
  }

  /** What was done to somebody, oldest first. */
  audited(username: string) {
    return this.platform.control<{ actor: string; action: string; reason: string; detail: unknown }>(
      'SELECT actor, action, reason, detail FROM platform.audit_entry WHERE subject = $1 ORDER BY id',
      [`operator:${username}`],
    );
  }

  /** A token of the very second in which an account was last changed does not count. */
  aSecondLater(): Promise<void> {
    return pause(1_100);
  }
}

export function anOperatorsName(): string {
  return `o${newId().slice(-12)}`;
}

/** An act of the command line, which is nobody's account. */
export function because(reason: string): ByOperator {
  return { actor: 'cli:root', reason };
}
