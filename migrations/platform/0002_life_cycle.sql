-- What restoring and erasing a tenant need beside its row.

-- The id under which its tickets were signed and its keys sealed, where that is not its own: a tenant restored from an archive.
ALTER TABLE platform.tenant ADD COLUMN origin_id uuid;

-- An erased tenant's hosts are free again.
GRANT DELETE ON platform.tenant_host TO lianpiao_operator;
