-- The tables of the control plane that had grants and no policies: what a later grant gives by mistake shows nothing.

ALTER TABLE platform.cell ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.cell FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.directory_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.directory_version FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.schema_migration ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.schema_migration FORCE ROW LEVEL SECURITY;

CREATE POLICY directory_reads ON platform.cell FOR SELECT TO lianpiao_directory USING (true);
CREATE POLICY directory_reads ON platform.directory_version FOR SELECT TO lianpiao_directory USING (true);
CREATE POLICY directory_reads ON platform.schema_migration FOR SELECT TO lianpiao_directory USING (true);
CREATE POLICY operator_works ON platform.cell TO lianpiao_operator USING (true) WITH CHECK (true);
CREATE POLICY operator_works ON platform.directory_version TO lianpiao_operator USING (true) WITH CHECK (true);

-- `migrate` writes these as the owner, who need not be a superuser; by hand the owner moves the directory's version.
CREATE POLICY owner_works ON platform.cell TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner_works ON platform.directory_version TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner_works ON platform.schema_migration TO CURRENT_USER USING (true) WITH CHECK (true);

-- A tenant's auditors read what operators did to it. The transaction says which tenant; where it does not, there is nothing to see.
-- Of an act that had no tenant yet, the subject is its slug, which is never given again.
GRANT SELECT (id, tenant_id, subject, actor, action, reason, detail, recorded_at) ON platform.audit_entry TO lianpiao_directory;
CREATE POLICY tenant_reads ON platform.audit_entry FOR SELECT TO lianpiao_directory USING (
  tenant_id::text = current_setting('lianpiao.audited_tenant', true)
  OR subject = (SELECT t.slug FROM platform.tenant t WHERE t.tenant_id::text = current_setting('lianpiao.audited_tenant', true))
);
CREATE INDEX audit_entry_by_subject ON platform.audit_entry (subject, recorded_at);
