-- Postgres vacuums and analyzes a table after 50 changes and a share of its rows: made for few tables. Where a thousand tenants sell and
-- scan, that is thousands of analyses a minute, and after each of them every connection plans that tenant's statements anew (ADR 21).
-- Plans of the hot paths need no statistics: what grows with sales and visits waits for 1,000.
DO $$
DECLARE
  grows regclass;
BEGIN
  FOREACH grows IN ARRAY '{
    outbox, command, audit_entry,
    slot, hold, hold_line,
    sales_order, order_line, payment, payment_notice, refund,
    entitlement, ticket, redemption,
    pass_balance, pass_visit, journal, posting, statement, statement_line
  }'::regclass[] LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_threshold = 1000, autovacuum_analyze_threshold = 1000)', grows);
  END LOOP;
END $$;
