CREATE VIRTUAL TABLE plain USING fts3(title, body);
CREATE VIRTUAL TABLE stemmed USING FTS3(title, tokenize=porter);
CREATE VIRTUAL TABLE simple USING fts3(a TEXT, tokenize=simple "XX=yy");
