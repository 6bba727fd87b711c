CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT);
CREATE VIEW plain AS SELECT id, a FROM t;
CREATE VIEW named (x, "y z") AS SELECT id, a || b FROM t;
CREATE VIEW lines AS
SELECT id,   -- the id
       count(*) AS n
  FROM t
 WHERE a <> 'x  y'
 GROUP BY id;
CREATE VIEW recursive_one AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 9) SELECT n FROM c;
CREATE VIEW everything AS SELECT * FROM t;
CREATE VIEW fixed AS VALUES (1, 'a'), (2, 'b');
