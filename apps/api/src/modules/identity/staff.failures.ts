import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field } from '@nestjs/graphql';

@FailureType('No such member of staff.')
export class StaffNotFound extends DomainFailure {
  readonly code = 'STAFF_NOT_FOUND';
}

@FailureType('Somebody else signs in with this name.')
export class UsernameTaken extends DomainFailure {
  readonly code = 'USERNAME_TAKEN';
}

@FailureType('A role that the caller may neither give nor take: their own, or one above.')
export class RoleNotGrantable extends DomainFailure {
  readonly code = 'ROLE_NOT_GRANTABLE';

  @Field(() => String, { description: 'The role.' })
  readonly role: string;

  constructor(role: string) {
    super(role);
    this.role = role;
  }
}

@FailureType('Nobody changes their own account: somebody else has to.')
export class OwnAccount extends DomainFailure {
  readonly code = 'OWN_ACCOUNT';
}

@FailureType('The last administrator of an authority stays one.')
export class LastAdministrator extends DomainFailure {
  readonly code = 'LAST_ADMINISTRATOR';
}

@FailureType('The identity provider does not answer now. Nothing was changed there: ask again, with another key.')
export class IdentityProviderAway extends DomainFailure {
  readonly code = 'IDENTITY_PROVIDER_AWAY';
}

@FailureType('An attraction the region does not have.')
export class UnknownAttraction extends DomainFailure {
  readonly code = 'UNKNOWN_ATTRACTION';

  @Field(() => String, { description: 'Its code, as it was sent.' })
  readonly attractionCode: string;

  constructor(attractionCode: string) {
    super(attractionCode);
    this.attractionCode = attractionCode;
  }
}
