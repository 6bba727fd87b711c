-- left out: table `t`: a key names column `a` twice
-- left out: table `s`: a key names column `a` twice
-- left out: index `i`: table `t` is left out
CREATE TABLE t (a INTEGER, b TEXT, UNIQUE (a, a));
CREATE INDEX i ON t (b);
CREATE TABLE s (a INTEGER, PRIMARY KEY (a, a DESC)) WITHOUT ROWID;
