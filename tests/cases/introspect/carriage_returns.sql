CREATE TABLE t (
  a TEXT, -- first
  b TEXT CHECK (b <> ''
    OR a = '')
);
CREATE VIEW v AS
  SELECT a
  FROM t;
