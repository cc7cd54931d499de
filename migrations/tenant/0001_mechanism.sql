-- What every module stands on: commands are idempotent, events leave with the transaction that caused them.

-- One row per event and consumer; consumed rows are deleted, so that the table stays as long as the backlog.
CREATE TABLE outbox (
  id uuid NOT NULL,
  consumer text NOT NULL,
  type text NOT NULL,
  payload jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  available_at timestamptz NOT NULL,
  parked_at timestamptz,
  last_error text,
  PRIMARY KEY (consumer, id)
);
GRANT UPDATE (attempts, available_at, parked_at, last_error), DELETE ON outbox TO :"tenant_role";

-- A repeated key with the same request gets the stored answer, for ever; with another request it is refused.
CREATE TABLE command (
  actor text NOT NULL,
  name text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 8 AND 128),
  request_hash text NOT NULL,
  response jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (actor, name, key)
);
GRANT UPDATE (response) ON command TO :"tenant_role";
