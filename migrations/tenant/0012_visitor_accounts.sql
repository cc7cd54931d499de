-- Orders of visitors who have an account. What a guest bought belongs to nobody until they claim it.

ALTER TABLE sales_order
  -- Subject of the visitors' realm: the same person at every authority, which sees only what was bought here.
  ADD COLUMN visitor_subject text CHECK (visitor_subject <> '');
CREATE INDEX sales_order_by_visitor ON sales_order (visitor_subject, created_at DESC, id DESC) WHERE visitor_subject IS NOT NULL;
GRANT UPDATE (visitor_subject) ON sales_order TO :"tenant_role";
