-- requires tokenizer calibre
CREATE VIRTUAL TABLE books USING fts5(title, tokenize = 'calibre remove_diacritics 2');
