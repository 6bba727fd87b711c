CREATE TABLE items_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (length(name) < 9), sku TEXT UNIQUE);
INSERT INTO items_new SELECT * FROM items;
DROP TABLE items;
ALTER TABLE items_new RENAME TO items;
