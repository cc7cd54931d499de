-- What operators have the platform do: long work in steps, that goes on after a crash, and one answer to a command however often it is sent.

CREATE TABLE platform.operation (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('provision', 'move', 'export', 'restore', 'erase')),
  slug text NOT NULL,
  input jsonb NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed')),
  -- [{ "name": …, "doneAt": … }]
  steps jsonb NOT NULL DEFAULT '[]',
  attempts integer NOT NULL DEFAULT 0,
  result jsonb,
  failure jsonb,
  -- While it runs: whose it is no longer once this has passed. While it is queued: when it is taken up, at the earliest.
  not_before timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK ((state = 'succeeded') = (result IS NOT NULL)),
  CHECK ((state = 'failed') = (failure IS NOT NULL)),
  CHECK ((state IN ('succeeded', 'failed')) = (finished_at IS NOT NULL))
);
CREATE UNIQUE INDEX operation_one_at_a_time ON platform.operation (slug) WHERE state IN ('queued', 'running');
CREATE INDEX operation_due ON platform.operation (not_before) WHERE state IN ('queued', 'running');
CREATE INDEX operation_by_tenant ON platform.operation (slug, created_at DESC);

ALTER TABLE platform.operation ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.operation FORCE ROW LEVEL SECURITY;
CREATE POLICY operator_works ON platform.operation TO lianpiao_operator USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON platform.operation TO lianpiao_operator;

-- The command that an act answered, and its answer.
ALTER TABLE platform.audit_entry
  ADD COLUMN idempotency_key text,
  ADD COLUMN request_hash text,
  ADD COLUMN answer text,
  ADD COLUMN subject text,
  ADD CONSTRAINT audit_entry_command CHECK ((idempotency_key IS NULL) = (request_hash IS NULL));
CREATE UNIQUE INDEX audit_entry_once ON platform.audit_entry (actor, idempotency_key);
CREATE INDEX audit_entry_by_time ON platform.audit_entry (recorded_at DESC, id DESC);
