-- What a tenant's plan allows (null: no limit), and how a domain of its own is proved to be its own.

ALTER TABLE platform.tenant
  ADD COLUMN attraction_limit integer CHECK (attraction_limit > 0),
  ADD COLUMN staff_limit integer CHECK (staff_limit > 0),
  ADD COLUMN requests_per_second integer CHECK (requests_per_second > 0);

-- Published by the domain's owner as a TXT record; kept once verified, so that a repeat answers the same.
ALTER TABLE platform.tenant_host ADD COLUMN verification_token text CHECK (verification_token <> '');

CREATE INDEX audit_entry_by_tenant ON platform.audit_entry (tenant_id, recorded_at);
