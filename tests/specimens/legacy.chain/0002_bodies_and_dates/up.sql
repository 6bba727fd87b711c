-- bodies and dates
-- - constraint users: UNIQUE ("email") ON CONFLICT IGNORE
-- + constraint users: UNIQUE ("email") ON CONFLICT REPLACE
--@ rebuild users
CREATE TABLE "varve_new_users" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "name" varchar(80) DEFAULT Unknown COLLATE "unicase",
    "active" BOOLEAN NOT NULL DEFAULT true,
    "joined" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "score" DOUBLE DEFAULT +1,
    "nick" TEXT DEFAULT "nobody",
    "slug" TEXT GENERATED ALWAYS AS (slug(name)) VIRTUAL,
    UNIQUE ("email") ON CONFLICT REPLACE,
    UNIQUE ("name" COLLATE "unicase", "email" DESC),
    CHECK (id > 0),
    CHECK (slug(email) is not 'root')
);
INSERT INTO "varve_new_users" ("id", "email", "name", "active", "joined", "score", "nick")
    SELECT "id", "email", "name", "active", "joined", "score", "nick"
    FROM "users";
--@ end

-- + column settings.since any sqltype "datetime"?
ALTER TABLE "settings" ADD COLUMN "since" datetime;

-- - constraint links: FOREIGN KEY ("a") REFERENCES "users" ("id") DEFERRABLE INITIALLY IMMEDIATE
-- + constraint links: FOREIGN KEY ("a") REFERENCES "users" ("id")
--@ rebuild links
CREATE TABLE "varve_new_links" (
    "a" INTEGER NOT NULL REFERENCES "users" ("id"),
    "b" INTEGER NOT NULL REFERENCES "users" ("id") DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT "link" PRIMARY KEY ("a" DESC, "b")
) WITHOUT ROWID;
INSERT INTO "varve_new_links" ("a", "b")
    SELECT "a", "b"
    FROM "links";
--@ end

-- ~ column notes.body: nullable → not null
--@ rebuild notes
CREATE TABLE "varve_new_notes" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL
);
INSERT INTO "varve_new_notes" ("id", "title", "body")
    SELECT "id", "title", coalesce("body", (''))
    FROM "notes";
--@ end

-- searches over rows that were rewritten
INSERT INTO "notes_fts" ("notes_fts") VALUES ('rebuild');
