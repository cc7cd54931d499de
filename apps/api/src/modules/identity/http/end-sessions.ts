import type { Tenant } from '@lianpiao/authz';
import { BadRequestException } from '@nestjs/common';

import type { Authenticator } from '../authenticator.js';
import { TokenRefused } from '../identity.failures.js';

/** What a realm sends when sessions have ended. */
export interface LogoutForm {
  readonly logout_token?: unknown;
}

/** Takes a realm's report. @throws BadRequestException for one that the realm did not sign, IssuerUnavailable */
export async function endSessions(authenticator: Authenticator, tenant: Tenant, form?: LogoutForm): Promise<void> {
  const token = form?.logout_token;
  if (typeof token !== 'string') throw new BadRequestException();
  try {
    await authenticator.logOut(tenant, token);
  } catch (error) {
    throw error instanceof TokenRefused ? new BadRequestException() : error;
  }
}
