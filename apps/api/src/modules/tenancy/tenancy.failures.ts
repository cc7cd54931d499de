import { DomainFailure } from '@lianpiao/kernel';

/** There is no tenant of that slug. */
export class TenantUnknown extends DomainFailure {
  readonly code = 'TENANT_UNKNOWN';

  constructor(readonly slug: string) {
    super(slug);
  }
}

/** Only a suspended tenant is erased. */
export class TenantNotSuspended extends DomainFailure {
  readonly code = 'TENANT_NOT_SUSPENDED';
}

/** Erasing wants the hash of the tenant's archive, or to be told that there is to be none. */
export class ArchiveUnproven extends DomainFailure {
  readonly code = 'ARCHIVE_UNPROVEN';
}
