-- More that the database keeps even from our own mistakes: what was posted is not added to, what was closed is not opened.

-- All postings of a journal come in the statement that brings the journal: later ones, balanced or not, would change the past.
CREATE OR REPLACE FUNCTION assert_journals_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added a GROUP BY a.journal_id, a.currency HAVING sum(a.amount_minor) <> 0) THEN
    RAISE EXCEPTION 'journal does not balance' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_balances';
  END IF;
  IF EXISTS (
    SELECT FROM added a GROUP BY a.journal_id
    HAVING count(*) <> (SELECT count(*) FROM posting p WHERE p.journal_id = a.journal_id)
  ) THEN
    RAISE EXCEPTION 'journal was posted before' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_in_one_piece';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION assert_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'period is closed' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'settlement_period_stays_closed';
END $$;
CREATE TRIGGER settlement_period_stays_closed BEFORE UPDATE ON settlement_period
  FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION assert_stays_closed();
