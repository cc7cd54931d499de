import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field } from '@nestjs/graphql';

@FailureType('There is no tenant of that slug.')
export class TenantUnknown extends DomainFailure {
  readonly code = 'TENANT_UNKNOWN';

  @Field(() => String, { description: 'The slug.' })
  readonly slug: string;

  constructor(slug: string) {
    super(slug);
    this.slug = slug;
  }
}

@FailureType('Only a suspended tenant is erased.')
export class TenantNotSuspended extends DomainFailure {
  readonly code = 'TENANT_NOT_SUSPENDED';
}

@FailureType("Erasing wants the hash of the tenant's archive, or to be told that there is to be none.")
export class ArchiveUnproven extends DomainFailure {
  readonly code = 'ARCHIVE_UNPROVEN';
}
