CREATE TABLE a (x DEFAULT 'never closed);
