-- What a visitor holds and what happened at the gates.

CREATE TABLE signing_key (
  key_id text PRIMARY KEY,
  algorithm text NOT NULL CHECK (algorithm IN ('Ed25519')),
  public_key bytea NOT NULL,
  -- AES-256-GCM under the platform's data key: nonce, ciphertext, tag.
  private_key_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  retired_at timestamptz
);
GRANT UPDATE (retired_at) ON signing_key TO :"tenant_role";

-- The entitlement ("pass"): one holder's right to enter. The row a gate locks; everything a decision needs is in it,
-- because only the locked row, and no other row of the same statement, is sure to be the latest.
CREATE TABLE entitlement (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES sales_order,
  order_line_id uuid NOT NULL REFERENCES order_line,
  ordinal integer NOT NULL CHECK (ordinal > 0),
  product_id uuid NOT NULL REFERENCES product,
  product_kind text NOT NULL,
  unit_type text NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'exhausted', 'expired', 'revoked', 'refunded')),
  state_reason text,
  attraction_ids uuid[] NOT NULL CHECK (cardinality(attraction_ids) > 0),
  validity_clock text NOT NULL,
  validity_starts text NOT NULL,
  validity_period text NOT NULL,
  -- Entry is allowed in [not_before, not_after); the first use may move not_after closer.
  not_before timestamptz NOT NULL,
  not_after timestamptz NOT NULL,
  activated_at timestamptz,
  visits_total integer,
  visits_per_attraction integer,
  visits_per_attraction_per_day integer,
  visits_used integer NOT NULL DEFAULT 0,
  -- attraction id -> [visits so far, visits on that business day, business day, instant of the first]
  visits jsonb NOT NULL DEFAULT '{}',
  issued_at timestamptz NOT NULL,
  closed_at timestamptz,
  UNIQUE (order_line_id, ordinal),
  CHECK (not_before < not_after),
  CONSTRAINT entitlement_never_overused CHECK (visits_used >= 0 AND (visits_total IS NULL OR visits_used <= visits_total)),
  CHECK ((state = 'active') = (closed_at IS NULL))
-- Room on each page: a visit then rewrites the row without touching an index.
) WITH (fillfactor = 80);
CREATE INDEX entitlement_by_order ON entitlement (order_id);
CREATE INDEX entitlement_expiring ON entitlement (not_after) WHERE state = 'active';
GRANT UPDATE (state, state_reason, not_after, activated_at, visits_used, visits, closed_at) ON entitlement TO :"tenant_role";

CREATE TABLE ticket (
  id uuid PRIMARY KEY,
  entitlement_id uuid NOT NULL REFERENCES entitlement,
  code text NOT NULL UNIQUE,
  key_id text NOT NULL REFERENCES signing_key,
  token text NOT NULL,
  issued_at timestamptz NOT NULL,
  voided_at timestamptz
);
CREATE INDEX ticket_by_entitlement ON ticket (entitlement_id);
GRANT UPDATE (voided_at) ON ticket TO :"tenant_role";

CREATE TABLE gate (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
  attraction_id uuid NOT NULL REFERENCES attraction,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'retired')),
  created_at timestamptz NOT NULL,
  UNIQUE (id, attraction_id)
);
CREATE INDEX gate_by_attraction ON gate (attraction_id);
GRANT UPDATE (name_zh, name_en, state) ON gate TO :"tenant_role";

-- Every attempt at a gate, also the refused. Append-only; an undo is a row of its own.
CREATE TABLE redemption (
  id uuid PRIMARY KEY,
  gate_id uuid NOT NULL,
  attraction_id uuid NOT NULL,
  -- The device's own number of this scan: the same scan twice is one attempt.
  scan_nonce text NOT NULL CHECK (length(scan_nonce) BETWEEN 8 AND 64),
  -- Null where the scanned text is not one of our passes.
  entitlement_id uuid REFERENCES entitlement,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'refused')),
  reason text,
  visit integer,
  -- What the gate was told; null for no limit.
  visits_left integer,
  evidence text NOT NULL CHECK (evidence IN ('online', 'offline', 'manual', 'channel')),
  business_day date NOT NULL,
  scanned_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  operator text NOT NULL,
  CONSTRAINT redemption_scan_once UNIQUE (gate_id, scan_nonce),
  FOREIGN KEY (gate_id, attraction_id) REFERENCES gate (id, attraction_id),
  CHECK ((outcome = 'refused') = (reason IS NOT NULL)),
  CHECK ((outcome = 'accepted') = (visit IS NOT NULL)),
  CHECK (outcome = 'refused' OR entitlement_id IS NOT NULL)
);
CREATE UNIQUE INDEX redemption_visit_once ON redemption (entitlement_id, attraction_id, visit) WHERE outcome = 'accepted';
CREATE INDEX redemption_by_attraction ON redemption (attraction_id, scanned_at, id);
