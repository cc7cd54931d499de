import { Open, type Tenant } from '@lianpiao/authz';
import { Body, Controller, Header, HttpCode, Inject, NotFoundException, Param, Post } from '@nestjs/common';

import { TenantDirectory } from '../../tenancy/index.js';
import { Authenticator } from '../authenticator.js';
import { VISITORS } from '../domain/visitors-realm.js';
import { endSessions, type LogoutForm } from './end-sessions.js';

/**
 * Where realms report that sessions have ended (OpenID Connect Back-Channel Logout 1.0). They call an address inside the
 * deployment, so whose realm it is stands in the path and not in the host; the realm's signature is the proof.
 */
@Controller('identity/backchannel-logout')
export class BackchannelLogoutController {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly authenticator: Authenticator,
    @Inject(VISITORS) private readonly visitors: Tenant,
  ) {}

  @Open("the realm's signature over the logout token")
  @Post(':tenantId')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  async logOut(@Param('tenantId') tenantId: string, @Body() form: LogoutForm | undefined): Promise<void> {
    const tenant = tenantId === this.visitors.id ? this.visitors : await this.directory.byId(tenantId);
    if (!tenant) throw new NotFoundException();
    await endSessions(this.authenticator, tenant, form);
  }
}
