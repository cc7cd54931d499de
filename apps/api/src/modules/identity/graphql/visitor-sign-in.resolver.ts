import { Open, type Tenant } from '@lianpiao/authz';
import { Inject } from '@nestjs/common';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';

import { issuerOf } from '../adapters/realm-verifier.js';
import { VISITORS_CLIENT } from '../adapters/visitors-template.js';
import { VISITORS } from '../domain/visitors-realm.js';

@ObjectType({
  description: 'Where visitors sign in or make an account, by OpenID Connect: code with PKCE. Nobody has to.',
})
export class VisitorSignIn {
  @Field(() => String, { description: 'The issuer; its configuration is published below it.' })
  readonly issuer!: string;

  @Field(() => String, { description: 'The client to sign in by.' })
  readonly clientId!: string;
}

@Resolver(() => VisitorSignIn)
export class VisitorSignInResolver {
  constructor(@Inject(VISITORS) private readonly visitors: Tenant) {}

  @Open('anybody who was admitted: it is where they become somebody')
  @Query(() => VisitorSignIn, { description: 'Where visitors sign in.' })
  visitorSignIn(): VisitorSignIn {
    return { issuer: issuerOf(this.visitors), clientId: VISITORS_CLIENT };
  }
}
