CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = 'porter unicode61', prefix='2 3');
CREATE VIRTUAL TABLE contentless USING fts5(a, content='', columnsize=0);
CREATE VIRTUAL TABLE unindexed USING fts5(a, b UNINDEXED, detail=none, tokenize="trigram case_sensitive 1");
