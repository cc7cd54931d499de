-- The control plane: which authorities exist, under which hosts, on which cell, and how far each has been migrated.
-- Runs in a database of its own; nothing here is joined to a tenant's rows.

CREATE TABLE platform.cell (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,40}$'),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'full', 'draining')),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE platform.tenant (
  tenant_id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' AND slug NOT IN ('master', 'platform', 'visitors', 'www', 'api')),
  name_zh text NOT NULL CHECK (name_zh <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  state text NOT NULL CHECK (state IN ('provisioning', 'active', 'suspended', 'erased')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  time_zone text NOT NULL,
  cut_off time NOT NULL DEFAULT '04:00',
  accent_color text NOT NULL DEFAULT '#0b6e4f' CHECK (accent_color ~ '^#[0-9a-f]{6}$'),
  cell_id text NOT NULL REFERENCES platform.cell,
  -- Opaque: catalog names are visible to every tenant of a cell.
  schema_name text NOT NULL UNIQUE CHECK (schema_name ~ '^t_[a-z0-9]{16,40}$'),
  role_name text NOT NULL UNIQUE CHECK (role_name ~ '^r_[a-z0-9]{16,40}$'),
  auth_server_url text NOT NULL,
  realm text NOT NULL UNIQUE,
  epoch integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE platform.tenant_host (
  host text PRIMARY KEY CHECK (host = lower(host)),
  tenant_id uuid NOT NULL REFERENCES platform.tenant,
  verified_at timestamptz
);

-- Steps of a tenant's life cycle that have been done: provisioning resumes after a crash at any point.
CREATE TABLE platform.tenant_step (
  tenant_id uuid NOT NULL REFERENCES platform.tenant,
  step text NOT NULL,
  done_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, step)
);

-- The fleet's ledger: one row per tenant and migration; the tenant's schema holds the authoritative row.
CREATE TABLE platform.tenant_migration (
  tenant_id uuid NOT NULL REFERENCES platform.tenant,
  number integer NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, number)
);

CREATE TABLE platform.audit_entry (
  id uuid PRIMARY KEY,
  tenant_id uuid REFERENCES platform.tenant,
  actor text NOT NULL,
  action text NOT NULL,
  reason text,
  detail jsonb NOT NULL DEFAULT '{}',
  recorded_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE platform.tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.tenant FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.tenant_host ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.tenant_host FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.tenant_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.tenant_step FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.tenant_migration ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.tenant_migration FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.audit_entry FORCE ROW LEVEL SECURITY;

-- Two ways in, both assumed explicitly per transaction: the directory only reads; the operator also writes.
CREATE POLICY directory_reads ON platform.tenant FOR SELECT TO lianpiao_directory USING (true);
CREATE POLICY directory_reads ON platform.tenant_host FOR SELECT TO lianpiao_directory USING (verified_at IS NOT NULL);
CREATE POLICY directory_reads ON platform.tenant_migration FOR SELECT TO lianpiao_directory USING (true);
CREATE POLICY operator_works ON platform.tenant TO lianpiao_operator USING (true) WITH CHECK (true);
CREATE POLICY operator_works ON platform.tenant_host TO lianpiao_operator USING (true) WITH CHECK (true);
CREATE POLICY operator_works ON platform.tenant_step TO lianpiao_operator USING (true) WITH CHECK (true);
CREATE POLICY operator_works ON platform.tenant_migration TO lianpiao_operator USING (true) WITH CHECK (true);
CREATE POLICY operator_works ON platform.audit_entry TO lianpiao_operator USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA platform TO lianpiao_directory, lianpiao_operator;
GRANT SELECT ON platform.tenant, platform.tenant_host, platform.tenant_migration, platform.cell TO lianpiao_directory;
GRANT SELECT, INSERT, UPDATE ON platform.tenant, platform.tenant_host, platform.cell TO lianpiao_operator;
GRANT SELECT, INSERT ON platform.tenant_step, platform.tenant_migration, platform.audit_entry TO lianpiao_operator;
