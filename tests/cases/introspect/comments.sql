CREATE TABLE t /* the table */ ( -- things
  -- the id,
  -- of course
  id INTEGER PRIMARY KEY, -- given by us
  /** its name
   *  in full */
  name TEXT, /* the size */ size INT -- in bytes
  CHECK (size > 0),
  -- no name twice
  UNIQUE (name)
  -- nothing else
);
CREATE INDEX i /* for lists */ ON t (name);
CREATE VIEW v -- what is large
AS SELECT id -- its id
FROM t;
CREATE TRIGGER g /* never fires */ AFTER DELETE ON t BEGIN SELECT 1; /* here */ END;
