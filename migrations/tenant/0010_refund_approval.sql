-- Refunds of staff over the limit wait for a second person. That nobody decides their own, and that none is paid out undecided,
-- holds here whatever the code does.

ALTER TABLE refund
  ADD COLUMN needs_approval boolean NOT NULL DEFAULT false,
  -- Username, as people know them.
  ADD COLUMN requested_by_name text,
  ADD COLUMN decided_by text,
  ADD COLUMN decided_by_name text,
  ADD COLUMN decided_at timestamptz,
  ADD CONSTRAINT refund_decided_by_another CHECK (decided_by <> requested_by),
  ADD CONSTRAINT refund_decided_at_by CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  ADD CONSTRAINT refund_four_eyes CHECK (NOT needs_approval OR state = 'requested' OR decided_by IS NOT NULL);
CREATE UNIQUE INDEX refund_requested_once ON refund (order_id) WHERE state = 'requested';
CREATE INDEX refund_newest ON refund (requested_at DESC, id DESC);
GRANT UPDATE (decided_by, decided_by_name, decided_at) ON refund TO :"tenant_role";
