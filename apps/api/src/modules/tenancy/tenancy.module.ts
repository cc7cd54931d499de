import { Module } from '@nestjs/common';

import { StorefrontResolver } from './graphql/storefront.resolver.js';
import { TenantRepository } from './persistence/tenant-repository.js';
import { TenantDirectory } from './tenant-directory.js';

/** Which authorities there are, and where each one's rows live. */
@Module({
  providers: [TenantDirectory, TenantRepository, StorefrontResolver],
  exports: [TenantDirectory],
})
export class TenancyModule {}
