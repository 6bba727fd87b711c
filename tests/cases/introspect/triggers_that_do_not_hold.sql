-- left out: trigger `broken`: SQLite refuses it: no such table: main.gone
CREATE TABLE t (a TEXT);
CREATE TRIGGER broken AFTER INSERT ON t BEGIN DELETE FROM gone; END;
CREATE TRIGGER good AFTER INSERT ON t BEGIN DELETE FROM t WHERE a = ''; END;
