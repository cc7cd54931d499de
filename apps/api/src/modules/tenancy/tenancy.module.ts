import { Module } from '@nestjs/common';

import { PlatformLogResolver } from './graphql/platform-log.resolver.js';
import { StorefrontResolver } from './graphql/storefront.resolver.js';
import { ControlRepository } from './persistence/control-repository.js';
import { TenantRepository } from './persistence/tenant-repository.js';
import { TenantDirectory } from './tenant-directory.js';

/** Which authorities there are, and where each one's rows live. */
@Module({
  providers: [ControlRepository, TenantDirectory, TenantRepository, PlatformLogResolver, StorefrontResolver],
  exports: [TenantDirectory],
})
export class TenancyModule {}
