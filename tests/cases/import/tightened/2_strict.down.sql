CREATE TABLE items_old (id INTEGER PRIMARY KEY, name TEXT, sku TEXT);
INSERT INTO items_old SELECT * FROM items;
DROP TABLE items;
ALTER TABLE items_old RENAME TO items;
