-- The double-entry ledger and what each party is owed. Amounts: debit positive, credit negative, minor units.

CREATE TABLE account (
  code text PRIMARY KEY,
  type text NOT NULL CHECK (type IN ('asset', 'liability', 'revenue', 'expense')),
  name_zh text NOT NULL,
  name_en text NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  party_kind text CHECK (party_kind IN ('attraction', 'partner', 'psp', 'fund')),
  party_id text,
  CHECK ((party_kind IS NULL) = (party_id IS NULL))
);

-- What is posted belongs to the open period; there is always exactly one, and a closed one never changes.
CREATE TABLE settlement_period (
  id uuid PRIMARY KEY,
  number integer NOT NULL UNIQUE CHECK (number > 0),
  business_day date NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by text,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE UNIQUE INDEX settlement_period_one_open ON settlement_period (state) WHERE state = 'open';
GRANT UPDATE (state, closed_at, closed_by) ON settlement_period TO :"tenant_role";

CREATE TABLE split_rule (
  id uuid PRIMARY KEY,
  code text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
  version integer NOT NULL CHECK (version > 0),
  definition jsonb NOT NULL,
  definition_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  UNIQUE (code, version)
);

-- The rule the next sale of a product freezes; the latest row counts.
CREATE TABLE product_split (
  product_id uuid NOT NULL REFERENCES product,
  assigned_at timestamptz NOT NULL,
  split_rule_id uuid NOT NULL REFERENCES split_rule,
  assigned_by text NOT NULL,
  PRIMARY KEY (product_id, assigned_at)
);

-- The contract terms of one order line, frozen at sale: rule, per-unit price and the gate prices of that moment.
CREATE TABLE split_plan (
  order_line_id uuid PRIMARY KEY REFERENCES order_line,
  split_rule_id uuid NOT NULL REFERENCES split_rule,
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  visits_total integer,
  -- attraction id -> {code, price: gate price in minor units as a decimal string}
  gate_prices jsonb NOT NULL,
  frozen_at timestamptz NOT NULL
);

CREATE TABLE journal (
  id uuid PRIMARY KEY,
  period_id uuid NOT NULL REFERENCES settlement_period,
  kind text NOT NULL,
  source text NOT NULL,
  source_event_id text NOT NULL,
  request_hash text NOT NULL,
  -- When it happened (the sale, the gate), and when we knew.
  effective_at timestamptz NOT NULL,
  posted_at timestamptz NOT NULL,
  actor text NOT NULL,
  rule_hash text,
  reverses uuid REFERENCES journal,
  corrects uuid REFERENCES journal,
  seq bigint UNIQUE,
  CONSTRAINT journal_once UNIQUE (source, source_event_id, kind)
);
CREATE INDEX journal_by_period ON journal (period_id);
GRANT UPDATE (seq) ON journal TO :"tenant_role";

CREATE TABLE posting (
  journal_id uuid NOT NULL REFERENCES journal,
  line integer NOT NULL CHECK (line > 0),
  account_code text NOT NULL REFERENCES account,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  pass_id uuid,
  order_id uuid,
  attraction_id uuid,
  channel_id uuid,
  PRIMARY KEY (journal_id, line)
);
CREATE INDEX posting_by_account ON posting (account_code, journal_id);
CREATE INDEX posting_by_pass ON posting (pass_id) WHERE pass_id IS NOT NULL;

-- What a pass still owes its visits. The one row the hot path locks.
CREATE TABLE pass_balance (
  pass_id uuid PRIMARY KEY,
  order_line_id uuid NOT NULL REFERENCES split_plan,
  remaining_minor bigint NOT NULL CHECK (remaining_minor >= 0),
  -- attraction code -> number of visits
  visits jsonb NOT NULL DEFAULT '{}',
  uses integer NOT NULL DEFAULT 0 CHECK (uses >= 0),
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  CHECK (state = 'open' OR remaining_minor = 0)
);
CREATE INDEX pass_balance_by_line ON pass_balance (order_line_id);
GRANT UPDATE (remaining_minor, visits, uses, state) ON pass_balance TO :"tenant_role";

-- Every visit that was counted: once each, however often it is reported, also where it accrues nothing before its pass is closed.
CREATE TABLE pass_visit (
  redemption_id uuid PRIMARY KEY,
  pass_id uuid NOT NULL REFERENCES pass_balance,
  attraction_id uuid NOT NULL REFERENCES attraction,
  period_id uuid NOT NULL REFERENCES settlement_period,
  gate_price_minor bigint NOT NULL CHECK (gate_price_minor >= 0),
  -- What left the liability of the pass at this visit.
  consumed_minor bigint NOT NULL CHECK (consumed_minor >= 0),
  visited_at timestamptz NOT NULL
);
CREATE INDEX pass_visit_by_period ON pass_visit (period_id, attraction_id);

CREATE TABLE statement (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  period_id uuid NOT NULL REFERENCES settlement_period,
  attraction_id uuid NOT NULL REFERENCES attraction,
  state text NOT NULL CHECK (state IN ('drafted', 'issued', 'disputed', 'accepted', 'approved', 'paid', 'confirmed')),
  visits integer NOT NULL CHECK (visits >= 0),
  -- Gate value of the visits, what the passes paid for them, and what the attraction is owed for them.
  gate_value_minor bigint NOT NULL,
  gross_minor bigint NOT NULL,
  share_minor bigint NOT NULL,
  opening_minor bigint NOT NULL,
  closing_minor bigint NOT NULL CHECK (closing_minor = opening_minor + share_minor),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  content_hash text NOT NULL,
  issued_at timestamptz NOT NULL,
  UNIQUE (period_id, attraction_id)
);
GRANT UPDATE (state) ON statement TO :"tenant_role";

-- Each posting is in at most one statement.
CREATE TABLE statement_line (
  journal_id uuid NOT NULL,
  line integer NOT NULL,
  statement_id uuid NOT NULL REFERENCES statement,
  PRIMARY KEY (journal_id, line),
  FOREIGN KEY (journal_id, line) REFERENCES posting
);
CREATE INDEX statement_line_by_statement ON statement_line (statement_id);

-- Invariants the database keeps even from our own mistakes.

CREATE FUNCTION assert_journals_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM posting p WHERE p.journal_id IN (SELECT a.journal_id FROM added a)
    GROUP BY p.journal_id, p.currency HAVING sum(p.amount_minor) <> 0
  ) THEN
    RAISE EXCEPTION 'journal does not balance' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_balances';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posting_balances AFTER INSERT ON posting
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION assert_journals_balance();

-- A journal and its postings come in one statement, into the open period.
CREATE FUNCTION assert_journals_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added a WHERE (SELECT count(*) FROM posting p WHERE p.journal_id = a.id) < 2) THEN
    RAISE EXCEPTION 'journal without postings' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_has_postings';
  END IF;
  IF EXISTS (SELECT FROM added a JOIN settlement_period s ON s.id = a.period_id WHERE s.state <> 'open') THEN
    RAISE EXCEPTION 'period is closed' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_in_open_period';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER journal_complete AFTER INSERT ON journal
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION assert_journals_complete();
