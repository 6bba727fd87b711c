CREATE TABLE t (a INTEGER, b TEXT, c TEXT);
CREATE INDEX lowered ON t (lower(b));
CREATE INDEX both ON t (lower(b) COLLATE nocase DESC, a + 1, (c || b));
CREATE INDEX cased ON t (CASE WHEN a > 1 THEN b ELSE c END, json_extract(b, '$.x'));
CREATE INDEX in_brackets ON t ((a), (b) COLLATE nocase);
CREATE INDEX negative ON t (-a, NOT a);
