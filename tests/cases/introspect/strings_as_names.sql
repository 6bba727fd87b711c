CREATE TABLE 't' ('id' INTEGER PRIMARY KEY, 'a b' TEXT, UNIQUE ('a b'));
CREATE INDEX 'i' ON 't' ('a b');
