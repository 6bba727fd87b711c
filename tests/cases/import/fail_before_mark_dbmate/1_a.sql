CREATE TABLE forgotten (
  id INTEGER PRIMARY KEY
);

-- migrate:up
CREATE TABLE a (x);
