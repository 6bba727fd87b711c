CREATE TABLE upper (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE lower (id integer primary key, a text not null);
CREATE TABLE behind (a TEXT, id INTEGER, PRIMARY KEY (id));
CREATE TABLE ascending (id INTEGER PRIMARY KEY ASC);
