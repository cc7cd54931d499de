-- A move can be given up by operators.
ALTER TABLE platform.operation
  DROP CONSTRAINT operation_kind_check,
  ADD CONSTRAINT operation_kind_check CHECK (kind IN ('provision', 'move', 'abortMove', 'export', 'restore', 'erase'));
