import { DomainFailure } from '@lianpiao/kernel';

/** The tenant is still being provisioned: complete that first. */
export class TenantNotReady extends DomainFailure {
  readonly code = 'TENANT_NOT_READY';

  constructor(readonly slug: string) {
    super(slug);
  }
}

/** The host is another tenant's, or claimed by one. */
export class HostInUse extends DomainFailure {
  readonly code = 'HOST_IN_USE';

  constructor(readonly host: string) {
    super(host);
  }
}

/** The tenant has no such host. */
export class HostUnknown extends DomainFailure {
  readonly code = 'HOST_UNKNOWN';

  constructor(readonly host: string) {
    super(host);
  }
}

/** The domain does not carry the token (yet): publish it as this TXT record. */
export class HostUnproven extends DomainFailure {
  readonly code = 'HOST_UNPROVEN';

  constructor(
    readonly record: string,
    readonly token: string,
  ) {
    super(`${record} TXT ${token}`);
  }
}

/** The name servers could not be asked; ask again. */
export class DnsUnavailable extends DomainFailure {
  readonly code = 'DNS_UNAVAILABLE';
}
