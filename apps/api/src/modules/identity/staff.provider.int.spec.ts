import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RequestContext, Role } from '@lianpiao/authz';
import { newId } from '@lianpiao/kernel';

import { SignInRefused } from '../../../../../tools/sandbox/index.js';
import { TokenRefused } from './identity.failures.js';
import {
  LastAdministrator,
  OwnAccount,
  RoleNotGrantable,
  StaffNotFound,
  UnknownAttraction,
  UsernameTaken,
} from './staff.failures.js';
import { StaffOffice } from './testing/staff-office.js';
import type { InviteStaffRequest } from './use-cases/invite-staff.js';

let office: StaffOffice;
beforeAll(async () => {
  office = await StaffOffice.open();
});
afterAll(() => office.close());
afterEach(() => {
  office.identity.away = false;
});

function anInvitation(fields: Partial<InviteStaffRequest> = {}): InviteStaffRequest {
  const username = `m${newId().slice(-12)}`;
  const names = { username, displayName: '王小明', email: `${username}@example.com` };
  return { idempotencyKey: newId(), ...names, roles: ['finance'], attractionCodes: [], ...fields };
}

async function hired(fields: Partial<InviteStaffRequest> = {}, by = office.as('bureau-admin')) {
  const { member, temporaryPassword } = await office.invite.execute(by, anInvitation(fields));
  return { member, password: temporaryPassword?.reveal() ?? '' };
}

const why = (id: string) => ({ idempotencyKey: newId(), id, reason: 'left the bureau' });

/** Another administrator, as the platform names them. */
function anAdministrator() {
  return hired({ roles: ['bureau-admin'] }, office.as('platform-admin'));
}

function asMember({ principal, ...ctx }: RequestContext, subject: string | null): RequestContext {
  return { ...ctx, principal: { ...principal, subject: subject ?? '' } };
}

describe('inviting', () => {
  it('opens an account with a temporary password, told once', async () => {
    const request = anInvitation({ roles: ['attraction-manager'], attractionCodes: ['wuzhen'] });
    const by = office.as('bureau-admin');
    const { member, temporaryPassword } = await office.invite.execute(by, request);
    expect(member).toMatchObject({ username: request.username, state: 'active', version: 1, convergedVersion: 1 });
    expect(temporaryPassword?.reveal()).toMatch(/^.{16}$/);
    const repeated = await office.invite.execute(by, request);
    expect(repeated).toMatchObject({ member: { id: member.id }, temporaryPassword: null });
  });

  it('is recorded with who, what and the facts, and nothing secret', async () => {
    const { member, password } = await hired();
    const [entry] = await office.audited(member.username);
    expect(entry).toMatchObject({ action: 'identity.inviteStaff', before: null, after: { roles: ['finance'] } });
    expect(JSON.stringify(entry)).not.toContain(password);
  });

  it('is unknown to the other tenant', async () => {
    const { member } = await hired();
    await expect(
      office.toggle.execute(office.elsewhere('bureau-admin'), 'disabled', why(member.id)),
    ).rejects.toMatchObject({ code: 'STAFF_NOT_FOUND' });
  });

  it.each<[string, Partial<InviteStaffRequest>, unknown]>([
    ['[S46] a role of the platform', { roles: ['platform-admin'] }, { field: 'roles.0' }],
    ["[S46] the caller's own role", { roles: ['bureau-admin'] }, expect.any(RoleNotGrantable)],
    ['a role at attractions without one', { roles: ['gate-operator'] }, { field: 'attractionCodes' }],
    ['an attraction nobody knows', { attractionCodes: ['atlantis'] }, expect.any(UnknownAttraction)],
    ['no role', { roles: [] }, { field: 'roles' }],
    ['a name that is none', { username: '../x' }, { field: 'username' }],
    ['an address that is none', { email: 'nobody' }, { field: 'email' }],
  ])('refuses %s', async (_what, fields, failure) => {
    const refused = office.invite.execute(office.as('bureau-admin'), anInvitation(fields));
    const expected: unknown =
      failure instanceof Object && 'field' in failure ? expect.objectContaining(failure) : failure;
    await expect(refused).rejects.toEqual(expected);
  });

  it('refuses a name that somebody has', async () => {
    const { member } = await hired();
    await expect(hired({ username: member.username })).rejects.toBeInstanceOf(UsernameTaken);
  });

  it('keeps what is wanted while the provider is away, and tells it later', async () => {
    office.identity.away = true;
    const { member, password } = await hired();
    expect({ pending: member.convergedVersion < member.version, password }).toEqual({ pending: true, password: '' });
    office.identity.away = false;
    await office.job.run(office.tenants.a);
    expect(await office.member(member.id)).toMatchObject({ convergedVersion: 1, subject: expect.any(String) });
  });
});

describe('[S32] locking somebody out', () => {
  it('ends their tokens at once on every node, and their sign-in', async () => {
    const { member } = await hired();
    const password = await office.lastingPassword(member);
    const token = await office.signIn(member.username, password);
    await expect(office.authenticate(token)).resolves.toMatchObject({ username: member.username, roles: ['finance'] });
    await office.toggle.execute(office.as('bureau-admin'), 'disabled', why(member.id));
    await expect(office.authenticate(token)).rejects.toBeInstanceOf(TokenRefused);
    await expect(office.authenticateElsewhere(token)).rejects.toBeInstanceOf(TokenRefused);
    await expect(office.signIn(member.username, password)).rejects.toBeInstanceOf(SignInRefused);
  });

  it('ends their tokens although the provider is away', async () => {
    const { member } = await hired();
    const token = await office.signIn(member.username, await office.lastingPassword(member));
    office.identity.away = true;
    const out = await office.toggle.execute(office.as('bureau-admin'), 'disabled', why(member.id));
    expect(out.convergedVersion).toBeLessThan(out.version);
    await expect(office.authenticate(token)).rejects.toBeInstanceOf(TokenRefused);
  });

  it('can be undone', async () => {
    const { member } = await hired();
    const password = await office.lastingPassword(member);
    await office.toggle.execute(office.as('bureau-admin'), 'disabled', why(member.id));
    await office.toggle.execute(office.as('bureau-admin'), 'active', why(member.id));
    await expect(office.signIn(member.username, password)).resolves.toBeDefined();
  });

  it('says why in the audit trail, with the state before and after', async () => {
    const { member } = await hired();
    await office.toggle.execute(office.as('bureau-admin'), 'disabled', why(member.id));
    const [entry] = await office.audited(member.username);
    const states = { before: { state: 'active' }, after: { state: 'disabled' } };
    expect(entry).toMatchObject({ action: 'identity.disableStaff', reason: 'left the bureau', ...states });
  });
});

describe('[S46] the ceiling of roles', () => {
  const roles: readonly Role[] = ['bureau-admin'];

  it('lets nobody change their own account', async () => {
    const { member } = await anAdministrator();
    const self = asMember(office.as('bureau-admin'), member.subject);
    await expect(office.toggle.execute(self, 'disabled', why(member.id))).rejects.toBeInstanceOf(OwnAccount);
    const change = { ...why(member.id), roles: ['finance'] };
    await expect(office.change.execute(self, change)).rejects.toBeInstanceOf(OwnAccount);
  });

  it("keeps an administrator from another's roles and password", async () => {
    const { member } = await anAdministrator();
    const change = { ...why(member.id), roles: ['finance'] };
    await expect(office.change.execute(office.as(...roles), change)).rejects.toBeInstanceOf(RoleNotGrantable);
    await expect(office.reset.execute(office.as(...roles), why(member.id))).rejects.toBeInstanceOf(RoleNotGrantable);
  });

  it('gives new roles with the next token, and ends the one before', async () => {
    const { member } = await hired();
    const password = await office.lastingPassword(member);
    const token = await office.signIn(member.username, password);
    await office.change.execute(office.as('bureau-admin'), { ...why(member.id), roles: ['auditor'] });
    await expect(office.authenticate(token)).rejects.toBeInstanceOf(TokenRefused);
    await office.aSecondLater();
    const next = await office.signIn(member.username, password);
    await expect(office.authenticate(next)).resolves.toMatchObject({ roles: ['auditor'] });
  });
});

describe('the last administrator', () => {
  it('stays, however many are locked out at once', async () => {
    await office.tenants.unitOfWork.write({ tenant: office.tenants.a }, (tx) =>
      tx.execute(
        "UPDATE staff_member SET state = 'disabled' WHERE roles && ARRAY['bureau-admin'] AND username <> 'root'",
      ),
    );
    const { member: one } = await anAdministrator();
    const { member: two } = await anAdministrator();
    const root = await office.byName('root');
    const attempts = [one, two, root].map(({ id }) =>
      office.toggle.execute(office.as('bureau-admin'), 'disabled', why(id)).then(
        () => 'out',
        (error: unknown) => (error instanceof LastAdministrator ? 'stays' : error),
      ),
    );
    expect((await Promise.all(attempts)).sort()).toEqual(['out', 'out', 'stays']);
  });

  it('stays in the database, whatever the code does', async () => {
    const all = office.tenants.unitOfWork.write({ tenant: office.tenants.a }, (tx) =>
      tx.execute("UPDATE staff_member SET state = 'disabled'"),
    );
    await expect(all).rejects.toMatchObject({ constraint: 'staff_keeps_admin' });
  });
});

describe('a password that was lost', () => {
  it('is replaced by a temporary one, told once; the old one and its tokens end', async () => {
    const { member } = await hired();
    const old = await office.lastingPassword(member);
    const token = await office.signIn(member.username, old);
    const [request, by] = [why(member.id), office.as('bureau-admin')];
    const { temporaryPassword } = await office.reset.execute(by, request);
    expect(temporaryPassword?.reveal()).toMatch(/^.{16}$/);
    await expect(office.authenticate(token)).rejects.toBeInstanceOf(TokenRefused);
    await expect(office.signIn(member.username, old)).rejects.toBeInstanceOf(SignInRefused);
    await expect(office.reset.execute(by, request)).resolves.toMatchObject({ temporaryPassword: null });
  });

  it('is not promised while the provider is away, and given for the same key once it is back', async () => {
    const { member } = await hired();
    const [request, by] = [why(member.id), office.as('bureau-admin')];
    const given = async () => (await office.reset.execute(by, request)).temporaryPassword?.reveal();
    const recorded = async () => (await office.audited(member.username)).map(({ action }) => action);
    office.identity.away = true;
    await expect(given()).rejects.toMatchObject({ code: 'IDENTITY_PROVIDER_AWAY' });
    expect(await recorded()).toEqual(['identity.inviteStaff']);
    office.identity.away = false;
    expect(await given()).toMatch(/^.{16}$/);
    expect((await recorded()).sort()).toEqual(['identity.inviteStaff', 'identity.resetStaffPassword']);
  });

  it.each([
    ['a text', 'nobody'],
    ['an id', newId()],
  ])("is nobody's for %s that names nobody", async (_what, id) => {
    await expect(office.reset.execute(office.as('bureau-admin'), why(id))).rejects.toBeInstanceOf(StaffNotFound);
  });

  it('is given to who was invited while the provider was away, without waiting for the job', async () => {
    office.identity.away = true;
    const { member } = await hired();
    office.identity.away = false;
    const { member: reached, temporaryPassword } = await office.reset.execute(
      office.as('bureau-admin'),
      why(member.id),
    );
    expect(temporaryPassword?.reveal()).toMatch(/^.{16}$/);
    expect(reached).toMatchObject({ convergedVersion: 1, subject: expect.any(String) });
  });
});

describe("a member's session that ended at the provider", () => {
  async function atWork() {
    const { member } = await hired();
    const found = await office.byName(member.username);
    const password = await office.lastingPassword(found);
    return { member: found, password, token: await office.signIn(member.username, password) };
  }
  const refused = (asking: Promise<unknown>) => expect(asking).rejects.toBeInstanceOf(TokenRefused);

  it('[S30] is refused at every node', async () => {
    const { member, token } = await atWork();
    await office.logOutAtProvider(member);
    await office.report(office.reports.last);
    await refused(office.authenticate(token));
    await refused(office.authenticateElsewhere(token));
  });

  it('[S31] is not ended by a forged report or at the door of another tenant, and a report sent again ends nothing later', async () => {
    const { member, password, token } = await atWork();
    await office.logOutAtProvider(member);
    const { last } = office.reports;
    const [head = '', claims = '', signature = ''] = last.split('.');
    const altered = Buffer.from(claims, 'base64url').toString().replace('"portal"', '"console"');
    await refused(office.report(`${head}.${Buffer.from(altered).toString('base64url')}.${signature}`));
    await refused(office.report(`${head}.${claims}.${signature.split('').reverse().join('')}`));
    await refused(office.report(last, office.tenants.b));
    await expect(office.authenticate(token)).resolves.toMatchObject({ username: member.username });
    await office.report(last);
    await refused(office.authenticate(token));
    await office.aSecondLater();
    const next = await office.signIn(member.username, password);
    await office.report(last);
    await expect(office.authenticate(next)).resolves.toMatchObject({ username: member.username });
  });
});

describe('a plan', () => {
  it('allows as many members as it says, also when two come for the last place', async () => {
    const by = office.as('bureau-admin');
    const rows = await office.active();
    const limits = { attractions: null, staff: rows + 1, requestsPerSecond: null };
    const limited = { ...by, tenant: { ...by.tenant, limits } };
    const came = await Promise.allSettled([1, 2, 3].map(() => office.invite.execute(limited, anInvitation())));
    expect(came.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const [one] = came.flatMap((result) => (result.status === 'fulfilled' ? [result.value.member] : []));
    const id = one?.id ?? '';
    await office.toggle.execute(limited, 'disabled', why(id));
    const { member: other } = await office.invite.execute(limited, anInvitation());
    await expect(office.toggle.execute(limited, 'active', why(id))).rejects.toMatchObject({
      code: 'PLAN_LIMIT_REACHED',
      allowed: rows + 1,
    });
    await office.toggle.execute(limited, 'disabled', why(other.id));
    await expect(office.toggle.execute(limited, 'active', why(id))).resolves.toMatchObject({ state: 'active' });
  });
});
