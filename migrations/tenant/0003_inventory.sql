-- Capacity of an attraction on a date (and start): held and sold can never exceed it, under any interleaving.

CREATE TABLE slot (
  id uuid PRIMARY KEY,
  attraction_id uuid NOT NULL REFERENCES attraction,
  visit_date date NOT NULL,
  starts_at time,
  capacity integer NOT NULL CHECK (capacity >= 0),
  held integer NOT NULL DEFAULT 0 CHECK (held >= 0),
  sold integer NOT NULL DEFAULT 0 CHECK (sold >= 0),
  CONSTRAINT slot_never_oversold CHECK (held + sold <= capacity),
  CONSTRAINT slot_once UNIQUE NULLS NOT DISTINCT (attraction_id, visit_date, starts_at)
);
GRANT UPDATE (capacity, held, sold) ON slot TO :"tenant_role";

CREATE TABLE hold (
  id uuid PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('active', 'confirmed', 'released', 'expired')),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  settled_at timestamptz,
  CHECK ((state = 'active') = (settled_at IS NULL))
);
CREATE INDEX hold_expiring ON hold (expires_at) WHERE state = 'active';
GRANT UPDATE (state, expires_at, settled_at) ON hold TO :"tenant_role";

CREATE TABLE hold_line (
  hold_id uuid NOT NULL REFERENCES hold,
  slot_id uuid NOT NULL REFERENCES slot,
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (hold_id, slot_id)
);
