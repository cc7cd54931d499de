import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field, Int } from '@nestjs/graphql';

/** Why a bearer token is refused. The caller only learns that it is; the reason is logged. */
export class TokenRefused extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'TokenRefused';
  }
}

/** Refused by this realm, which did not issue it: another one of ours may have. */
export class OtherIssuer extends TokenRefused {
  constructor() {
    super('issuer');
  }
}

/** The provider cannot be worked with now: what is wanted of it stays wanted, and is asked again. */
export class IdentityUnavailable extends Error {
  constructor(cause: unknown) {
    super('the identity provider is not available', { cause });
    this.name = 'IdentityUnavailable';
  }
}

/** A tenant's row names a cluster whose administrator this process is not told. */
export class ClusterUnknown extends IdentityUnavailable {
  constructor(serverUrl: string) {
    super(
      new Error(
        `no administrator of ${serverUrl}: set KEYCLOAK_ADMIN_CLIENT_SECRET, or name the cluster in KEYCLOAK_CLUSTERS`,
      ),
    );
    this.name = 'ClusterUnknown';
  }
}

/** The provider has no realm of that name. */
export class RealmMissing extends IdentityUnavailable {
  constructor(realm: string) {
    super(new Error(`no realm ${realm}`));
    this.name = 'RealmMissing';
  }
}

/** The issuer cannot be asked for its keys: not the caller's fault, so 503 and not 401. */
export class IssuerUnavailable extends Error {
  constructor() {
    super('issuer unavailable');
    this.name = 'IssuerUnavailable';
  }
}

@FailureType('The identity provider has a realm of that name which is not of our making. It was left as it is.')
export class RealmTaken extends DomainFailure {
  readonly code = 'REALM_TAKEN';

  @Field(() => String, { description: 'Name of the realm.' })
  readonly realm: string;

  constructor(realm: string) {
    super(realm);
    this.realm = realm;
  }
}

@FailureType('The cluster has as many realms as it may have: another one has to be named for new tenants.')
export class ClusterFull extends DomainFailure {
  readonly code = 'CLUSTER_FULL';

  @Field(() => String, { description: 'Address of the cluster.' })
  readonly serverUrl: string;

  @Field(() => Int, { description: 'How many realms it may have (KEYCLOAK_REALMS_MAX).' })
  readonly most: number;

  constructor(serverUrl: string, most: number) {
    super(serverUrl);
    this.serverUrl = serverUrl;
    this.most = most;
  }
}
