-- Who bought what, through which channel, and how it was paid.

-- The storefront, and each partner that sells on our behalf. Partners pay on account, at a net rate, up to a credit limit.
CREATE TABLE sales_channel (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  kind text NOT NULL CHECK (kind IN ('storefront', 'partner')),
  name text NOT NULL CHECK (name <> ''),
  -- The OAuth client the partner signs in with; null for the storefront.
  client_id text UNIQUE,
  net_rate_ppm bigint NOT NULL DEFAULT 1000000 CHECK (net_rate_ppm BETWEEN 1 AND 1000000),
  credit_limit_minor bigint CHECK (credit_limit_minor >= 0),
  -- Drawn on credit and not yet settled: the guard against overdrawing; the ledger's 1030 is the truth about money owed.
  credit_used_minor bigint NOT NULL DEFAULT 0 CHECK (credit_used_minor >= 0),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
  created_at timestamptz NOT NULL,
  CHECK ((kind = 'partner') = (client_id IS NOT NULL)),
  CHECK ((kind = 'partner') = (credit_limit_minor IS NOT NULL)),
  CONSTRAINT credit_never_overdrawn CHECK (credit_used_minor <= coalesce(credit_limit_minor, 0))
);
GRANT UPDATE (name, net_rate_ppm, credit_limit_minor, credit_used_minor, state) ON sales_channel TO :"tenant_role";

CREATE TABLE sales_order (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  channel_id uuid NOT NULL REFERENCES sales_channel,
  state text NOT NULL CHECK (state IN ('draft', 'held', 'paid', 'issued', 'partly_redeemed', 'closed', 'cancelled', 'expired', 'refunded', 'exchanged')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  hold_id uuid REFERENCES hold,
  -- The partner's own reference; unique per channel.
  external_reference text,
  contact_name text,
  contact_email text,
  contact_phone text,
  locale text NOT NULL DEFAULT 'zh-CN',
  placed_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  paid_at timestamptz,
  issued_at timestamptz,
  updated_at timestamptz NOT NULL,
  UNIQUE (channel_id, external_reference),
  CHECK (state <> 'held' OR expires_at IS NOT NULL),
  CHECK (state NOT IN ('paid', 'issued', 'partly_redeemed', 'closed', 'refunded') OR paid_at IS NOT NULL)
);
CREATE INDEX sales_order_expiring ON sales_order (expires_at) WHERE state = 'held';
CREATE INDEX sales_order_by_time ON sales_order (created_at, id);
CREATE INDEX sales_order_by_channel ON sales_order (channel_id, created_at);
GRANT UPDATE (state, hold_id, expires_at, paid_at, issued_at, updated_at) ON sales_order TO :"tenant_role";

CREATE TABLE order_line (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES sales_order,
  line integer NOT NULL CHECK (line > 0),
  product_id uuid NOT NULL REFERENCES product,
  product_version integer NOT NULL,
  unit_id uuid NOT NULL REFERENCES unit,
  unit_type text NOT NULL,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  -- What the visitor pays, and what the channel pays us for one unit: equal on the storefront.
  list_price_minor bigint NOT NULL CHECK (list_price_minor >= 0),
  unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0 AND unit_price_minor <= list_price_minor),
  total_minor bigint NOT NULL CHECK (total_minor = unit_price_minor * quantity),
  visit_date date,
  UNIQUE (order_id, line)
);
CREATE INDEX order_line_by_product ON order_line (product_id);

CREATE TABLE payment (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES sales_order,
  provider text NOT NULL,
  provider_payment_id text,
  state text NOT NULL CHECK (state IN ('intended', 'pending', 'succeeded', 'declined', 'expired', 'failed')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  fee_minor bigint NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
  checkout_url text,
  created_at timestamptz NOT NULL,
  settled_at timestamptz,
  UNIQUE (provider, provider_payment_id)
);
CREATE INDEX payment_by_order ON payment (order_id);
GRANT UPDATE (provider_payment_id, state, fee_minor, checkout_url, settled_at) ON payment TO :"tenant_role";

-- Every delivery a provider (or somebody posing as it) made, also the forged and repeated ones.
CREATE TABLE payment_notice (
  id uuid PRIMARY KEY,
  provider text NOT NULL,
  event_id text,
  type text,
  verdict text NOT NULL CHECK (verdict IN ('applied', 'repeated', 'forged', 'ignored', 'malformed')),
  body_sha256 text NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX payment_notice_applied_once ON payment_notice (provider, event_id) WHERE verdict = 'applied';

CREATE TABLE refund (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES sales_order,
  payment_id uuid REFERENCES payment,
  state text NOT NULL CHECK (state IN ('requested', 'approved', 'sent', 'succeeded', 'failed', 'rejected')),
  reason text NOT NULL,
  -- Given back, and kept as the cancellation fee; together the value of the units taken back.
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  fee_minor bigint NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  provider_refund_id text,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  settled_at timestamptz
);
CREATE INDEX refund_by_order ON refund (order_id);
CREATE INDEX refund_unsettled ON refund (requested_at) WHERE state IN ('requested', 'approved', 'sent');
GRANT UPDATE (state, provider_refund_id, settled_at) ON refund TO :"tenant_role";
