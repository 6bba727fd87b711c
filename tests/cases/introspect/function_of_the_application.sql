-- requires function bin2b64
-- requires function durationToTinyInt
CREATE TABLE t (a BLOB, CHECK (bin2b64(a) <> ''));
CREATE VIEW v AS SELECT durationToTinyInt(a) AS x FROM t;
