CREATE TABLE t (a INTEGER, b TEXT, deleted BOOLEAN NOT NULL DEFAULT 0);
CREATE INDEX live ON t (a) WHERE deleted = 0;
CREATE UNIQUE INDEX once ON t (b) WHERE b IS NOT NULL AND (a > 1 OR deleted);
CREATE INDEX lines ON t (a, b) WHERE
  a > 0 -- only these
  AND b <> '';
CREATE INDEX bracketed ON t (b) WHERE (a = 1);
