CREATE TABLE t (
  a TEXT,
  CHECK (
    -- what is allowed
    a IN ('x',  -- the first
          'y' /* the second */)
  )
);
