CREATE TABLE a (x);
ATTACH 'other.db' AS other;
INSERT INTO a SELECT x FROM other.a;
