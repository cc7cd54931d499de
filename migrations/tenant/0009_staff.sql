-- Who works for the authority and for its attractions. The identity provider is brought in line with these rows, never the
-- other way round: what it forgets or cannot do yet is not lost.

CREATE TABLE staff_member (
  id uuid PRIMARY KEY,
  username text NOT NULL UNIQUE CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,59}$'),
  -- `sub` of their tokens, once the provider has them.
  subject text UNIQUE,
  display_name text NOT NULL CHECK (display_name <> ''),
  email text NOT NULL CHECK (email ~ '^[^@]+@[^@]+$'),
  roles text[] NOT NULL CHECK (roles <@ ARRAY['bureau-admin', 'finance', 'attraction-manager', 'gate-operator', 'auditor']),
  attraction_codes text[] NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'disabled')),
  -- What is wanted, and what the provider was last told.
  version integer NOT NULL,
  converged_version integer NOT NULL DEFAULT 0 CHECK (converged_version <= version),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT attraction_roles_have_attractions CHECK (
    NOT roles && ARRAY['attraction-manager', 'gate-operator'] OR cardinality(attraction_codes) > 0
  )
);
CREATE INDEX staff_member_behind ON staff_member (updated_at) WHERE converged_version < version;
GRANT UPDATE (subject, display_name, email, roles, attraction_codes, state, version, converged_version, updated_at)
  ON staff_member TO :"tenant_role";

-- An authority nobody administers could be helped by nobody of its own.
CREATE FUNCTION assert_admin_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM before_change b WHERE 'bureau-admin' = ANY (b.roles) AND b.state = 'active')
    AND NOT EXISTS (SELECT FROM staff_member s WHERE 'bureau-admin' = ANY (s.roles) AND s.state = 'active') THEN
    RAISE EXCEPTION 'no administrator left' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'staff_keeps_admin';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER staff_keeps_admin AFTER UPDATE ON staff_member
  REFERENCING OLD TABLE AS before_change FOR EACH STATEMENT EXECUTE FUNCTION assert_admin_left();
