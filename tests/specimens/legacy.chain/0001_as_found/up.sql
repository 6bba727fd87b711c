-- as found
-- + table users
CREATE TABLE "users" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "name" varchar(80) DEFAULT Unknown COLLATE "unicase",
    "active" BOOLEAN NOT NULL DEFAULT true,
    "joined" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "score" DOUBLE DEFAULT +1,
    "nick" TEXT DEFAULT "nobody",
    "slug" TEXT GENERATED ALWAYS AS (slug(name)) VIRTUAL,
    UNIQUE ("email") ON CONFLICT IGNORE,
    UNIQUE ("name" COLLATE "unicase", "email" DESC),
    CHECK (id > 0),
    CHECK (slug(email) is not 'root')
);

-- + table settings
CREATE TABLE "settings" (
    "name" TEXT PRIMARY KEY ON CONFLICT REPLACE,
    "value"
);

-- + table events
CREATE TABLE "events" (
    "id" INTEGER PRIMARY KEY DESC NOT NULL,
    "kind" TEXT CONSTRAINT "kind_there" NOT NULL ON CONFLICT FAIL,
    "user_id" INTEGER REFERENCES "users" MATCH FULL ON DELETE SET NULL,
    "post_id" INTEGER REFERENCES "wp_posts" ("id")
);
CREATE INDEX "events_kind_id_idx" ON "events" ("kind", "id" DESC);

-- + table links
CREATE TABLE "links" (
    "a" INTEGER NOT NULL REFERENCES "users" ("id") DEFERRABLE INITIALLY IMMEDIATE,
    "b" INTEGER NOT NULL REFERENCES "users" ("id") DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT "link" PRIMARY KEY ("a" DESC, "b")
) WITHOUT ROWID;

-- + table notes
CREATE TABLE "notes" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "body" TEXT
);

-- + virtual table area
CREATE VIRTUAL TABLE "area" USING rtree (id, x0, x1);

-- + virtual table notes_fts
CREATE VIRTUAL TABLE "notes_fts" USING fts5 ("title", "body", content = 'notes', content_rowid = 'id', tokenize = 'plain');
INSERT INTO "notes_fts" ("notes_fts") VALUES ('rebuild');

-- views and triggers
CREATE VIEW "active_users" AS SELECT id, email, upper(name) AS shout FROM users WHERE active;
CREATE TRIGGER "notes_fts_insert" AFTER INSERT ON "notes" BEGIN INSERT INTO "notes_fts"("rowid", "title", "body") VALUES (new."id", new."title", new."body"); END;
CREATE TRIGGER "notes_fts_delete" AFTER DELETE ON "notes" BEGIN INSERT INTO "notes_fts"("notes_fts", "rowid", "title", "body") VALUES ('delete', old."id", old."title", old."body"); END;
CREATE TRIGGER "notes_fts_update" AFTER UPDATE ON "notes" BEGIN INSERT INTO "notes_fts"("notes_fts", "rowid", "title", "body") VALUES ('delete', old."id", old."title", old."body"); INSERT INTO "notes_fts"("rowid", "title", "body") VALUES (new."id", new."title", new."body"); END;
CREATE TRIGGER "forget" AFTER DELETE ON "users" BEGIN DELETE FROM links WHERE a = old.id OR b = old.id; END;
