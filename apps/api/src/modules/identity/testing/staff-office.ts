import type { RequestContext, Role, Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { newId, systemClock } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';
import { setTimeout as pause } from 'node:timers/promises';

import { signIn } from '../../../../../../tools/sandbox/index.js';
import { AuditRepository, AuditTrail } from '../../audit/index.js';
import { RealmProvisioner } from '../adapters/realm-provisioner.js';
import { StaffAccounts } from '../adapters/staff-accounts.js';
import type { Authenticator } from '../authenticator.js';
import type { StaffMember } from '../domain/staff.js';
import { AttractionDirectory } from '../identity.ports.js';
import { ConvergeStaffJob } from '../jobs/converge-staff.job.js';
import { StaffRepository } from '../persistence/staff-repository.js';
import { Revocations } from '../revocations.js';
import { StaffDesk } from '../staff-desk.js';
import { AdoptStaff } from '../use-cases/adopt-staff.js';
import { ChangeStaff } from '../use-cases/change-staff.js';
import { InviteStaff } from '../use-cases/invite-staff.js';
import { ResetStaffPassword } from '../use-cases/reset-staff-password.js';
import { SwitchStaff } from '../use-cases/switch-staff.js';
import { anAuthenticator } from './an-authenticator.js';
import { openIdentityProvider, type IdentityProvider } from './identity-provider.js';
import { InterruptedAdmin } from './interrupted-admin.js';
import { LocalFeed } from './local-feed.js';
import { LogoutInbox } from './logout-inbox.js';

const ORIGIN = 'http://yrd.localhost:4000';

class KnownAttractions extends AttractionDirectory {
  known(): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(['wuzhen', 'xitang']));
  }
}

/** The staff side of identity, on a real database with two tenants and a real provider, and a second node beside it. */
export class StaffOffice {
  readonly invite: InviteStaff;
  readonly change: ChangeStaff;
  readonly toggle: SwitchStaff;
  readonly reset: ResetStaffPassword;
  readonly job: ConvergeStaffJob;
  private readonly accounts: StaffAccounts;
  private readonly staff = new StaffRepository();
  private readonly entries = new AuditRepository();

  private constructor(
    readonly tenants: TwoTenants,
    readonly identity: InterruptedAdmin,
    readonly reports: LogoutInbox,
    private readonly provider: IdentityProvider,
    private readonly tenant: Tenant,
    private readonly nodes: readonly { revocations: Revocations; authenticator: Authenticator }[],
  ) {
    const { unitOfWork } = tenants;
    const clock = systemClock;
    const audit = new AuditTrail(this.entries, clock);
    this.accounts = new StaffAccounts(identity);
    const [here] = nodes;
    if (!here) throw new Error('no node');
    const desk = new StaffDesk(unitOfWork, this.staff, this.accounts, here.revocations, new KnownAttractions(), audit);
    this.invite = new InviteStaff(unitOfWork, desk, this.staff, audit, clock);
    this.change = new ChangeStaff(unitOfWork, desk, clock);
    this.toggle = new SwitchStaff(unitOfWork, desk, clock);
    this.reset = new ResetStaffPassword(unitOfWork, desk, audit);
    this.job = new ConvergeStaffJob(unitOfWork, this.staff, desk);
  }

  static async open(): Promise<StaffOffice> {
    const [tenants, provider, reports] = await Promise.all([
      TwoTenants.open(),
      openIdentityProvider(),
      LogoutInbox.open(),
    ]);
    const realm = `staff-${newId().slice(-12)}`;
    Object.assign(tenants.a, { issuer: { serverUrl: provider.url, realm } });
    const identity = new InterruptedAdmin(provider.config);
    const config = { ...provider.config, BACKCHANNEL_BASE_URL: reports.url };
    await new RealmProvisioner(identity, config).converge(tenants.a, [ORIGIN]);
    const feed = new LocalFeed();
    const nodes = [1, 2].map(() => {
      const revocations = new Revocations(feed, systemClock);
      return { revocations, authenticator: anAuthenticator(undefined, revocations) };
    });
    for (const { revocations } of nodes) await revocations.onModuleInit();
    const office = new StaffOffice(tenants, identity, reports, provider, tenants.a, nodes);
    const adopt = new AdoptStaff(tenants.unitOfWork, new StaffRepository(), office.accounts, systemClock);
    const root = { username: 'root', roles: ['bureau-admin'] as const, attractionCodes: [] };
    await adopt.execute(tenants.a, [{ ...root, password: new Secret('the first of all passwords') }]);
    return office;
  }

  async close(): Promise<void> {
    await Promise.all([this.reports.close(), this.provider.close()]);
    await this.tenants.close();
  }

  as(...roles: readonly Role[]): RequestContext {
    return this.tenants.request(this.tenant, roles);
  }

  elsewhere(...roles: readonly Role[]): RequestContext {
    return this.tenants.request(this.tenants.b, roles);
  }

  async member(id: string): Promise<StaffMember | undefined> {
    return this.tenants.unitOfWork.read({ tenant: this.tenant }, (tx) => this.staff.find(tx, id));
  }

  /** How many may sign in. */
  active(): Promise<number> {
    return this.tenants.unitOfWork.read({ tenant: this.tenant }, (tx) => this.staff.countActive(tx));
  }

  async byName(username: string): Promise<StaffMember> {
    const member = await this.tenants.unitOfWork.read({ tenant: this.tenant }, (tx) =>
      this.staff.byUsername(tx, username),
    );
    if (!member) throw new Error(`nobody is called ${username}`);
    return member;
  }

  /** What was done to somebody, newest first. */
  audited(subjectId: string) {
    const filter = { action: null, actorName: null, subjectId, from: null, until: null };
    return this.tenants.unitOfWork.read({ tenant: this.tenant }, (tx) => this.entries.page(tx, filter, undefined, 10));
  }

  /** The password the member chose at the first sign-in, which is a page between people and the provider. */
  async lastingPassword({ subject }: StaffMember): Promise<string> {
    const password = newId();
    await this.accounts.setPassword(this.tenant, subject ?? '', new Secret(password), 'lasting');
    // A token of the very second in which an account was last changed does not count.
    await this.aSecondLater();
    return password;
  }

  async signIn(username: string, password: string): Promise<string> {
    const { realm } = this.tenant.issuer;
    const client = { clientId: 'portal', redirectUri: `${ORIGIN}/signed-in` };
    const signedIn = await signIn({ issuerUrl: this.provider.url, realm, ...client, username, password });
    return `Bearer ${signedIn.accessToken}`;
  }

  async logOutAtProvider({ subject }: StaffMember): Promise<void> {
    const { realm } = this.tenant.issuer;
    await this.identity.ask(this.tenant, (admin) => admin.users.logout({ realm, id: subject ?? '' }));
  }

  /** Takes a report of the provider, at the door of this tenant's realm or of another's. */
  report(logoutToken: string, of: Tenant = this.tenant): Promise<void> {
    return this.nodeAt(0).logOut(of, logoutToken);
  }

  authenticate(token: string) {
    return this.nodeAt(0).authenticate(this.tenant, token);
  }

  /** At another node, which has heard of it by the feed alone. */
  authenticateElsewhere(token: string) {
    return this.nodeAt(1).authenticate(this.tenant, token);
  }

  aSecondLater(): Promise<void> {
    return pause(1_100);
  }

  private nodeAt(index: number): Authenticator {
    const node = this.nodes[index];
    if (!node) throw new Error('no such node');
    return node.authenticator;
  }
}
