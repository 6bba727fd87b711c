CREATE TABLE t (
  a TEXT UNIQUE,
  b TEXT NOT NULL UNIQUE,
  c TEXT,
  UNIQUE (c),
  UNIQUE (a, c),
  UNIQUE (c, b)
);
