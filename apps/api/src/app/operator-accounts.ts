import type { Principal } from '@lianpiao/authz';
import { newId } from '@lianpiao/kernel';
import type { INestApplicationContext } from '@nestjs/common';

import { IssueAdministratorPassword, KeepOperator, SwitchOperator, type Operator } from '../modules/identity/index.js';
import type { ByOperator } from '../modules/tenancy/index.js';

/** Lets somebody operate the platform, or gives them another temporary password. */
export async function letIn(
  app: INestApplicationContext,
  wanted: Pick<Operator, 'username' | 'email'>,
  by: ByOperator,
) {
  const { operator, password } = await app.get(KeepOperator, { strict: false }).execute(wanted, by);
  const { username, state } = operator;
  return { username, state, temporaryPassword: password.reveal() };
}

/** Locks an operator out, or lets them in again. */
export async function switchOperator(
  app: INestApplicationContext,
  username: string,
  to: Operator['state'],
  by: ByOperator,
) {
  const operator = await app.get(SwitchOperator, { strict: false }).execute(username, to, by);
  return { username, state: operator.state, pending: operator.convergedVersion < operator.version };
}

/** A password to be replaced at the first sign-in, for an administrator of a tenant; the tenant's auditors read who gave it. */
export async function issuePassword(app: INestApplicationContext, slug: string, username: string, by: ByOperator) {
  const issuing = app.get(IssueAdministratorPassword, { strict: false });
  const password = await issuing.execute({ principal: principalOf(by), requestId: newId() }, slug, username, by);
  return { username, temporaryPassword: password?.reveal() };
}

function principalOf({ actor }: ByOperator): Principal {
  const nowhere = { clientId: 'cli', attractionIds: [], anonymous: false };
  return { subject: actor, username: actor, roles: ['platform-admin'], ...nowhere };
}
