CREATE TABLE class (int TEXT, "namespace" TEXT, operator INTEGER, this TEXT);
CREATE TABLE struct (id INTEGER PRIMARY KEY, class INTEGER REFERENCES class);
