-- Erasing a tenant has a beginning that nothing but its end follows: whoever is half erased is not opened again, moved or migrated.
ALTER TABLE platform.tenant
  DROP CONSTRAINT tenant_state_check,
  ADD CONSTRAINT tenant_state_check CHECK (state IN ('provisioning', 'active', 'suspended', 'erasing', 'erased'));
