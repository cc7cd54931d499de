import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field } from '@nestjs/graphql';

@FailureType('The tenant is still being provisioned: complete that first.')
export class TenantNotReady extends DomainFailure {
  readonly code = 'TENANT_NOT_READY';

  @Field(() => String, { description: 'Its slug.' })
  readonly slug: string;

  constructor(slug: string) {
    super(slug);
    this.slug = slug;
  }
}

@FailureType('The tenant is being erased: that can be completed, and nothing else.')
export class TenantErasing extends DomainFailure {
  readonly code = 'TENANT_ERASING';

  @Field(() => String, { description: 'Its slug.' })
  readonly slug: string;

  constructor(slug: string) {
    super(slug);
    this.slug = slug;
  }
}

@FailureType("The host is another tenant's, or claimed by one.")
export class HostInUse extends DomainFailure {
  readonly code = 'HOST_IN_USE';

  @Field(() => String, { description: 'The host.' })
  readonly host: string;

  constructor(host: string) {
    super(host);
    this.host = host;
  }
}

@FailureType('The tenant has no such host.')
export class HostUnknown extends DomainFailure {
  readonly code = 'HOST_UNKNOWN';

  @Field(() => String, { description: 'The host.' })
  readonly host: string;

  constructor(host: string) {
    super(host);
    this.host = host;
  }
}

@FailureType('Without this host nobody could reach the tenant: add another one first.')
export class LastHost extends DomainFailure {
  readonly code = 'LAST_HOST';
}

@FailureType('The domain does not carry the token (yet): publish it as this TXT record.')
export class HostUnproven extends DomainFailure {
  readonly code = 'HOST_UNPROVEN';

  @Field(() => String, { description: 'Name of the record to publish.' })
  readonly record: string;

  @Field(() => String, { description: 'Its text.' })
  readonly token: string;

  constructor(record: string, token: string) {
    super(`${record} TXT ${token}`);
    this.record = record;
    this.token = token;
  }
}

@FailureType('The name servers could not be asked; ask again.')
export class DnsUnavailable extends DomainFailure {
  readonly code = 'DNS_UNAVAILABLE';
}

@FailureType('Every cell is full or draining.')
export class NoOpenCell extends DomainFailure {
  readonly code = 'NO_OPEN_CELL';

  constructor() {
    super('no cell is open for another tenant');
  }
}
