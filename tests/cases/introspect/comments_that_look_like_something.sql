CREATE TABLE t (
  a INTEGER CHECK (a > 0 --@ rebuild t
  ),
  --@ lose t
  b TEXT, /*
=======
<<<<<<< HEAD
*/
  c TEXT --/ three
  -- old TEXT NOT NULL,
);
CREATE VIEW v AS SELECT a --@ end
FROM t /*
>>>>>>> here
*/ WHERE a > 1;
