import { Open, type Tenant } from '@lianpiao/authz';
import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';

import { Authenticator } from '../authenticator.js';
import { PLATFORM, PLATFORM_ID } from '../domain/platform-realm.js';
import { endSessions, type LogoutForm } from './end-sessions.js';

/** Where the platform's own realm reports that operators' sessions have ended; served by the operators' door alone. */
@Controller(`identity/backchannel-logout/${PLATFORM_ID}`)
export class OperatorLogoutController {
  constructor(
    private readonly authenticator: Authenticator,
    @Inject(PLATFORM) private readonly platform: Tenant,
  ) {}

  @Open("the realm's signature over the logout token")
  @Post()
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  logOut(@Body() form: LogoutForm | undefined): Promise<void> {
    return endSessions(this.authenticator, this.platform, form);
  }
}
