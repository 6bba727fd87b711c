CREATE TABLE posts (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE posts_fts USING fts4(content="posts", body, tokenize=unicode61 "remove_diacritics=2");
CREATE VIRTUAL TABLE contentless USING fts4(content="", body, prefix="2,4", order=DESC);
CREATE VIRTUAL TABLE lang USING fts4(body, languageid="lid", notindexed=body, matchinfo=fts3);
