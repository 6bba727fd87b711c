CREATE TABLE t (
  a TEXT,
  b TEXT,
  UNIQUE (a COLLATE nocase),
  UNIQUE (a DESC, b),
  CONSTRAINT both UNIQUE (b COLLATE rtrim DESC, a)
);
