CREATE TABLE t (a INTEGER, b TEXT, c TEXT);
CREATE INDEX single ON t (a);
CREATE INDEX several ON t (a, b, c);
CREATE UNIQUE INDEX once ON t (b);
CREATE INDEX ordered ON t (a DESC, b ASC, c COLLATE nocase DESC);
CREATE INDEX "odd name" ON t (c);
