import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import { SignInRefused } from '../../../../../tools/sandbox/index.js';
import { TokenRefused } from './identity.failures.js';
import { LastOperator } from './operator.failures.js';
import { anOperatorsName, because, OperatorsOffice } from './testing/operators-office.js';

let office: OperatorsOffice;
beforeAll(async () => {
  office = await OperatorsOffice.open();
  await office.letIn('first');
}, 60_000);
afterAll(() => office.close());
afterEach(() => {
  office.identity.away = false;
});

/** Somebody who was let in and has signed in. */
async function atWork() {
  const who = await office.letIn();
  await office.aSecondLater();
  return { ...who, token: await office.signIn(who) };
}

const LEFT = because('left the company');
const refused = (asking: Promise<unknown>) => expect(asking).rejects.toBeInstanceOf(TokenRefused);

describe('letting an operator in', () => {
  it('opens the door to them, and is recorded with who and why', async () => {
    const { username, token } = await atWork();
    await expect(office.admit(token)).resolves.toBe(username);
    expect(await office.audited(username)).toMatchObject([{ ...because('hired'), action: 'operator.keep' }]);
  });

  it('is what makes an operator: an account made by hand at the provider is nobody', async () => {
    const token = await office.signIn(await office.madeByHand());
    await expect(office.authenticate(token)).resolves.toMatchObject({ roles: ['platform-admin'] });
    await refused(office.admit(token));
  });

  it('again gives them another password, and ends what the old one opened', async () => {
    const { username, password, token } = await atWork();
    const again = await office.keep.execute({ username, email: `${username}@platform.example` }, because('lost it'));
    expect(again.password.reveal()).toMatch(/^.{16}$/);
    await refused(office.authenticate(token));
    await expect(office.signIn({ username, password })).rejects.toBeInstanceOf(SignInRefused);
  });

  it('again does not undo that they are locked out', async () => {
    const who = await office.letIn();
    await office.toggle.execute(who.username, 'disabled', LEFT);
    const { operator } = await office.keep.execute({ ...who, email: 'other@platform.example' }, because('lost it'));
    expect(operator).toMatchObject({ state: 'disabled', email: 'other@platform.example' });
    await expect(office.signIn(who)).rejects.toBeInstanceOf(SignInRefused);
  });

  it.each([
    ['username', { username: '../x', email: 'x@platform.example' }],
    ['email', { username: 'somebody', email: 'nobody' }],
    ['reason', { username: 'somebody', email: 'x@platform.example' }],
  ])('names the field it does not accept: %s', async (field, wanted) => {
    const by = because(field === 'reason' ? ' ' : 'hired');
    await expect(office.keep.execute(wanted, by)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
  });
});

describe('[S32] locking an operator out', () => {
  it('ends their tokens at once on every node, and their sign-in', async () => {
    const { token, ...who } = await atWork();
    const out = await office.toggle.execute(who.username, 'disabled', LEFT);
    expect(out).toMatchObject({ state: 'disabled', convergedVersion: out.version });
    for (const node of [0, 1]) await refused(office.authenticate(token, node));
    await expect(office.signIn(who)).rejects.toBeInstanceOf(SignInRefused);
  });

  it('ends their tokens although the provider is away, which is told later', async () => {
    const { token, ...who } = await atWork();
    office.identity.away = true;
    const out = await office.toggle.execute(who.username, 'disabled', LEFT);
    expect(out.convergedVersion).toBeLessThan(out.version);
    for (const node of [0, 1]) await refused(office.authenticate(token, node));
    office.identity.away = false;
    await office.aSecondLater();
    await refused(office.admit(await office.signIn(who)));
    expect(await office.job.run()).toBe(1);
    await expect(office.signIn(who)).rejects.toBeInstanceOf(SignInRefused);
  });

  it('can be undone, and brings no token of before back', async () => {
    const { token, ...who } = await atWork();
    await office.toggle.execute(who.username, 'disabled', LEFT);
    await office.toggle.execute(who.username, 'active', because('came back'));
    await refused(office.admit(token));
    await office.aSecondLater();
    await expect(office.admit(await office.signIn(who))).resolves.toBe(who.username);
  });

  it('says who did it, why, and what was before and after', async () => {
    const { username } = await office.letIn();
    await office.toggle.execute(username, 'disabled', { actor: 'first', reason: 'left the company' });
    const [, entry] = await office.audited(username);
    const detail = { before: 'active', after: 'disabled' };
    expect(entry).toEqual({ actor: 'first', action: 'operator.disable', reason: 'left the company', detail });
  });

  it('is done once for one key', async () => {
    const { username } = await office.letIn();
    const command = { key: newId(), request: { username } };
    const by = { ...LEFT, command };
    await office.toggle.execute(username, 'disabled', by);
    await office.toggle.execute(username, 'active', because('came back'));
    await expect(office.toggle.execute(username, 'disabled', by)).resolves.toMatchObject({ state: 'active' });
    const other = { ...by, command: { ...command, request: { username: 'another' } } };
    await expect(office.toggle.execute(username, 'disabled', other)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('is of somebody who was let in, and never of oneself', async () => {
    const unknown = office.toggle.execute(anOperatorsName(), 'disabled', LEFT);
    await expect(unknown).rejects.toMatchObject({ code: 'OPERATOR_UNKNOWN' });
    const { username } = await office.letIn();
    const own = office.toggle.execute(username, 'disabled', { actor: username, reason: 'holidays' });
    await expect(own).rejects.toMatchObject({ code: 'OWN_ACCOUNT' });
  });
});

describe('the last operator', () => {
  it('stays, however many are locked out at once', async () => {
    await office.platform.control(`UPDATE platform.operator SET state = 'disabled' WHERE username <> 'first'`, []);
    const names = ['first', (await office.letIn()).username, (await office.letIn()).username];
    const attempts = names.map((username) =>
      office.toggle.execute(username, 'disabled', LEFT).then(
        () => 'out',
        (error: unknown) => (error instanceof LastOperator ? 'stays' : error),
      ),
    );
    expect((await Promise.all(attempts)).sort()).toEqual(['out', 'out', 'stays']);
  });

  it('stays in the database, whatever the code does', async () => {
    const all = office.platform.control(`UPDATE platform.operator SET state = 'disabled'`, []);
    await expect(all).rejects.toMatchObject({ constraint: 'operator_stays' });
  });
});

describe("an operator's session that ended at the provider", () => {
  it('[S30] is refused at every node', async () => {
    const { username, token } = await atWork();
    await office.logOutAtProvider(username);
    await office.report(office.reports.last);
    for (const node of [0, 1]) await refused(office.authenticate(token, node));
  });

  it('[S11] is reported by a token that is good for nothing else', async () => {
    const { username, token } = await atWork();
    await office.logOutAtProvider(username);
    await refused(office.authenticate(`Bearer ${office.reports.last}`));
    await expect(office.authenticate(token)).resolves.toMatchObject({ username });
  });

  it('[S31] is not ended by a forged report, and a report sent again ends nothing that began later', async () => {
    const { token, ...who } = await atWork();
    await office.logOutAtProvider(who.username);
    const { last } = office.reports;
    const [head = '', claims = '', signature = ''] = last.split('.');
    const altered = Buffer.from(claims, 'base64url').toString().replace('"console"', '"portal"');
    await refused(office.report(`${head}.${Buffer.from(altered).toString('base64url')}.${signature}`));
    await refused(office.report(`${head}.${claims}.${signature.split('').reverse().join('')}`));
    await expect(office.authenticate(token)).resolves.toMatchObject({ username: who.username });
    await office.report(last);
    await refused(office.authenticate(token));
    await office.aSecondLater();
    const next = await office.signIn(who);
    await office.report(last);
    await expect(office.admit(next)).resolves.toBe(who.username);
  });
});
