--@ grade loses area
-- views and triggers that are in the way
DROP TRIGGER "notes_fts_update";
DROP TRIGGER "notes_fts_delete";
DROP TRIGGER "notes_fts_insert";

-- - virtual table area
--@ lose area
DROP TABLE "area";

-- - virtual table notes_fts
DROP TABLE "notes_fts";

-- + virtual table area
CREATE VIRTUAL TABLE "area" USING rtree (id, x0, x1);

-- + virtual table notes_fts
CREATE VIRTUAL TABLE "notes_fts" USING fts5 ("title", "body", content = 'notes', content_rowid = 'id', tokenize = 'plain');
INSERT INTO "notes_fts" ("notes_fts") VALUES ('rebuild');

-- views and triggers
CREATE TRIGGER "notes_fts_insert" AFTER INSERT ON "notes" BEGIN INSERT INTO "notes_fts"("rowid", "title", "body") VALUES (new."id", new."title", new."body"); END;
CREATE TRIGGER "notes_fts_delete" AFTER DELETE ON "notes" BEGIN INSERT INTO "notes_fts"("notes_fts", "rowid", "title", "body") VALUES ('delete', old."id", old."title", old."body"); END;
CREATE TRIGGER "notes_fts_update" AFTER UPDATE ON "notes" BEGIN INSERT INTO "notes_fts"("notes_fts", "rowid", "title", "body") VALUES ('delete', old."id", old."title", old."body"); INSERT INTO "notes_fts"("rowid", "title", "body") VALUES (new."id", new."title", new."body"); END;
