-- Whom a tenant employs first is its own affair once the operation has ended, and no answer to a command keeps it, nor the token that
-- proves a domain: what is answered is read from the rows. As the owner, whom the policies of these tables leave out else.

ALTER TABLE platform.operation NO FORCE ROW LEVEL SECURITY;
UPDATE platform.operation SET input = input - 'administrator' WHERE state IN ('succeeded', 'failed');
ALTER TABLE platform.operation FORCE ROW LEVEL SECURITY;

ALTER TABLE platform.audit_entry NO FORCE ROW LEVEL SECURITY;
UPDATE platform.audit_entry SET answer = (answer::jsonb -> 'id')::text
  WHERE action IN ('tenant.provision', 'tenant.move', 'tenant.export', 'tenant.restore', 'tenant.erase') AND answer LIKE '{%';
UPDATE platform.audit_entry SET answer = 'null' WHERE action = 'tenant.addHost' AND answer IS NOT NULL;
ALTER TABLE platform.audit_entry FORCE ROW LEVEL SECURITY;
