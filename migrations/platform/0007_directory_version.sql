-- Which state of the directory this is: who read tenants, hosts and migrations keeps what it read while this stands.

CREATE TABLE platform.directory_version (
  only_row boolean PRIMARY KEY CHECK (only_row),
  -- Drawn anew each time, never counted: after a fail-over to a server that lacks the last changes a number would come again.
  version uuid NOT NULL,
  moved_in xid8 NOT NULL
);
INSERT INTO platform.directory_version VALUES (true, gen_random_uuid(), pg_current_xact_id());
GRANT SELECT ON platform.directory_version TO lianpiao_directory, lianpiao_operator;
GRANT UPDATE ON platform.directory_version TO lianpiao_operator;

-- No writer can forget it: looked at when the transaction commits, whatever the order of its statements.
CREATE FUNCTION platform.assert_directory_version_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM platform.directory_version WHERE moved_in = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'the directory changes and its version stands' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'directory_version_moves',
      HINT = 'In the same transaction: UPDATE platform.directory_version SET version = gen_random_uuid(), moved_in = pg_current_xact_id()';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER directory_version_moves AFTER INSERT OR UPDATE OR DELETE ON platform.tenant
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION platform.assert_directory_version_moved();
CREATE CONSTRAINT TRIGGER directory_version_moves AFTER INSERT OR UPDATE OR DELETE ON platform.tenant_host
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION platform.assert_directory_version_moved();
CREATE CONSTRAINT TRIGGER directory_version_moves AFTER INSERT OR UPDATE OR DELETE ON platform.tenant_migration
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION platform.assert_directory_version_moved();
