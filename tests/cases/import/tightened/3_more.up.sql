INSERT INTO tags (id, name) SELECT id, name FROM items;
