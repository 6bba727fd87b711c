CREATE TABLE source (a INTEGER, b VARCHAR(20), c REAL, d NUMERIC, e);
CREATE TABLE copy AS SELECT a, b, c, d, e, a + 1 AS f, 'x' AS "two words" FROM source;
