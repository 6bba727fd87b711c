CREATE TABLE "table" ("select" TEXT, "index" INTEGER, "check" TEXT, "primary" TEXT, "unique" TEXT, "foreign" TEXT,
  "on" TEXT, "collate" TEXT, "references" TEXT, "default" TEXT, "not" TEXT, "null" TEXT);
CREATE TABLE words (key TEXT, action TEXT, "as" TEXT, was TEXT, fill TEXT, convert TEXT, lazy TEXT, sqltype TEXT,
  deferrable_ TEXT, sqlite TEXT, postgres TEXT, match TEXT, end TEXT, sql TEXT, stored TEXT, virtual TEXT,
  "deferrable" TEXT, unchecked TEXT, enum TEXT, "type" TEXT, "view" TEXT, desc TEXT, asc TEXT, UNIQUE (desc, asc));
CREATE INDEX words_i ON words (desc, asc DESC, fill, sqlite);
