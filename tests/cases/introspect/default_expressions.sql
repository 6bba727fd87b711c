CREATE TABLE t (
  a INTEGER DEFAULT (strftime('%s','now')),
  b INTEGER DEFAULT (strftime('%s', 'now') * 1000),
  c TEXT DEFAULT (datetime('now','localtime')),
  d TEXT NOT NULL DEFAULT (datetime(current_timestamp,'localtime')),
  e BLOB DEFAULT (randomblob(16)),
  f INTEGER DEFAULT (1),
  g TEXT DEFAULT ('x' || 'y'),
  h TEXT DEFAULT ( lower( hex( randomblob(4) ) ) -- four bytes
  )
);
