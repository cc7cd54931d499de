import { Module } from '@nestjs/common';

import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { Authenticator } from './authenticator.js';
import { MeResolver } from './graphql/me.resolver.js';

@Module({
  providers: [Authenticator, RealmProvisioner, MeResolver],
  exports: [Authenticator, RealmProvisioner],
})
export class IdentityModule {}
