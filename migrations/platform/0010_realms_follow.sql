-- The identity provider follows the rows: which state of a tenant's name and hosts its realm is to have, and which it was last told. Beside the
-- directory, which nobody needs to read again for it. No row: told nothing yet.

CREATE TABLE platform.tenant_realm (
  tenant_id uuid PRIMARY KEY REFERENCES platform.tenant,
  wanted integer NOT NULL,
  told integer NOT NULL DEFAULT 0 CHECK (told <= wanted)
);

ALTER TABLE platform.tenant_realm ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.tenant_realm FORCE ROW LEVEL SECURITY;
CREATE POLICY operator_works ON platform.tenant_realm TO lianpiao_operator USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON platform.tenant_realm TO lianpiao_operator;
