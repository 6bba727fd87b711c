-- left out: view `broken`: SQLite refuses it: no such table: main.gone
-- left out: view `above`: SQLite refuses it: no such table: main.gone
CREATE TABLE t (a TEXT);
CREATE VIEW broken AS SELECT a FROM gone;
CREATE VIEW above AS SELECT a FROM broken;
CREATE VIEW good AS SELECT a FROM t;
