-- Privileged acts. Only added to: the tenant's role may not change or remove a row.
CREATE TABLE audit_entry (
  id uuid PRIMARY KEY,
  recorded_at timestamptz NOT NULL,
  actor text NOT NULL,
  actor_name text NOT NULL,
  actor_roles text[] NOT NULL,
  action text NOT NULL CHECK (action ~ '^[a-z]+\.[a-zA-Z]+$'),
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  reason text,
  before jsonb,
  after jsonb,
  request_id text NOT NULL
);
CREATE INDEX audit_entry_newest ON audit_entry (recorded_at DESC, id DESC);
