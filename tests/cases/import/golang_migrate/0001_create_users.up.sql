BEGIN;
PRAGMA foreign_keys = OFF;
-- People who sign in.
CREATE TABLE users (
  id    INTEGER PRIMARY KEY,
  email VARCHAR(255) NOT NULL UNIQUE -- lower case
);
COMMIT;
