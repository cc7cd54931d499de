-- Who operates the platform. As with a tenant's staff, the identity provider is brought in line with these rows, never the other way
-- round: an account that no row knows operates nothing.

CREATE TABLE platform.operator (
  username text PRIMARY KEY CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,59}$'),
  -- `sub` of their tokens, once the provider has them.
  subject text UNIQUE,
  email text NOT NULL CHECK (email ~ '^[^@]+@[^@]+$'),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
  -- What is wanted, and what the provider was last told.
  version integer NOT NULL DEFAULT 1,
  converged_version integer NOT NULL DEFAULT 0 CHECK (converged_version <= version),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

ALTER TABLE platform.operator ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.operator FORCE ROW LEVEL SECURITY;
CREATE POLICY operator_works ON platform.operator TO lianpiao_operator USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON platform.operator TO lianpiao_operator;

-- A platform nobody operates could let nobody in again.
CREATE FUNCTION platform.assert_operator_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM before_change b WHERE b.state = 'active')
    AND NOT EXISTS (SELECT FROM platform.operator o WHERE o.state = 'active') THEN
    RAISE EXCEPTION 'no operator left' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'operator_stays';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER operator_stays AFTER UPDATE ON platform.operator
  REFERENCING OLD TABLE AS before_change FOR EACH STATEMENT EXECUTE FUNCTION platform.assert_operator_left();
