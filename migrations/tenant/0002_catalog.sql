-- What is sold: attractions, and products of them (terms as in OCTO: product, option, unit).

CREATE TABLE attraction (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  name_zh text NOT NULL CHECK (name_zh <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  grade text NOT NULL,
  city text NOT NULL,
  category text NOT NULL,
  latitude numeric(9, 6) NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude numeric(9, 6) NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  gate_price_minor bigint NOT NULL CHECK (gate_price_minor >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  daily_capacity integer NOT NULL CHECK (daily_capacity >= 0),
  opens time NOT NULL,
  closes time NOT NULL,
  timed_entry boolean NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (opens < closes)
);
GRANT UPDATE ON attraction TO :"tenant_role";

CREATE TABLE product (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
  kind text NOT NULL CHECK (kind IN ('single', 'combo', 'joint_pass', 'annual_pass')),
  state text NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  name_zh text NOT NULL CHECK (name_zh <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  summary_zh text NOT NULL DEFAULT '',
  summary_en text NOT NULL DEFAULT '',
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- A dated product is for one visit date and takes capacity there; an open one is not.
  dated boolean NOT NULL,
  validity_clock text NOT NULL CHECK (validity_clock IN ('calendar_days', 'business_days', 'rolling')),
  validity_starts text NOT NULL CHECK (validity_starts IN ('purchase', 'first_use', 'visit_date')),
  -- ISO 8601 durations: how long it is valid from its start, and the latest first use after purchase.
  validity_period text NOT NULL CHECK (validity_period ~ '^P[0-9A-Z]+$'),
  activate_within text CHECK (activate_within ~ '^P[0-9A-Z]+$'),
  visits_total integer CHECK (visits_total > 0),
  visits_per_attraction integer CHECK (visits_per_attraction > 0),
  visits_per_attraction_per_day integer CHECK (visits_per_attraction_per_day > 0),
  sale_from timestamptz,
  sale_until timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  published_at timestamptz,
  CHECK (dated = (validity_starts = 'visit_date')),
  CHECK (kind NOT IN ('single', 'combo') OR visits_total IS NOT NULL),
  CHECK (state <> 'published' OR published_at IS NOT NULL)
);
GRANT UPDATE ON product TO :"tenant_role";

CREATE TABLE product_attraction (
  product_id uuid NOT NULL REFERENCES product,
  attraction_id uuid NOT NULL REFERENCES attraction,
  PRIMARY KEY (product_id, attraction_id)
);
CREATE INDEX product_attraction_by_attraction ON product_attraction (attraction_id);
GRANT DELETE ON product_attraction TO :"tenant_role";

CREATE TABLE option (
  id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES product,
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  UNIQUE (product_id, code)
);

CREATE TABLE unit (
  id uuid PRIMARY KEY,
  option_id uuid NOT NULL REFERENCES option,
  type text NOT NULL CHECK (type IN ('ADULT', 'YOUTH', 'CHILD', 'INFANT', 'FAMILY', 'SENIOR', 'STUDENT', 'MILITARY', 'OTHER')),
  UNIQUE (option_id, type)
);

-- The price calendar: the row with the latest valid_from not after the day of sale applies (the visit date for dated products).
CREATE TABLE price (
  unit_id uuid NOT NULL REFERENCES unit,
  valid_from date NOT NULL,
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  -- State-resource sites may not raise prices freely: the approved ceiling and its approval number.
  ceiling_minor bigint CHECK (ceiling_minor >= price_minor),
  approval_number text,
  PRIMARY KEY (unit_id, valid_from)
);
GRANT UPDATE ON price TO :"tenant_role";
