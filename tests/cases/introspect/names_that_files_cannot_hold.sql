-- left out: table `t`: the name of a column is empty
-- left out: index `i`: table `t` is left out
CREATE TABLE t ("" INT, a TEXT);
CREATE INDEX i ON t (a);
CREATE TABLE u (a INTEGER);
