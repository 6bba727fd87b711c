CREATE TABLE cars (id int, name text);
