--@ grade loses users settings events links notes area
-- views and triggers that are in the way
DROP TRIGGER "forget";
DROP TRIGGER "notes_fts_update";
DROP TRIGGER "notes_fts_delete";
DROP TRIGGER "notes_fts_insert";
DROP VIEW "active_users";

-- - virtual table area
--@ lose area
DROP TABLE "area";

-- - virtual table notes_fts
DROP TABLE "notes_fts";

-- - table notes
--@ lose notes
DROP TABLE "notes";

-- - table links
--@ lose links
DROP TABLE "links";

-- - table events
--@ lose events
DROP TABLE "events";

-- - table settings
--@ lose settings
DROP TABLE "settings";

-- - table users
--@ lose users
DROP TABLE "users";
