CREATE TABLE t (
  a INTEGER CHECK (a > 0) CHECK (a < 10),
  b TEXT CONSTRAINT short CHECK (length(b) < 9),
  c TEXT CHECK(c in('x','y')),
  CHECK (a <> 5 OR b IS NOT NULL),
  CONSTRAINT both CHECK (a IS NULL OR c IS NULL),
  CHECK (typeof(a) = 'integer')
);
