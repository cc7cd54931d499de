-- What stands in the way of an operation, and how many of its attempts ended by a fault: an outage is waited out and is none.

ALTER TABLE platform.operation
  ADD COLUMN faults integer NOT NULL DEFAULT 0,
  ADD COLUMN trouble jsonb;
