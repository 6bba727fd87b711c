-- requires collation unicase
-- requires collation DAAP
CREATE TABLE t (a TEXT COLLATE unicase, b TEXT UNIQUE);
CREATE INDEX i ON t (b COLLATE DAAP);
CREATE VIEW v AS SELECT a FROM t ORDER BY b COLLATE unicase;
