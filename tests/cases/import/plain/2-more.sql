PRAGMA user_version = 2;
ALTER TABLE a ADD COLUMN y TEXT COLLATE unicase;
