--@ grade loses notes.body settings.since
-- - constraint users: UNIQUE ("email") ON CONFLICT REPLACE
-- + constraint users: UNIQUE ("email") ON CONFLICT IGNORE
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
    UNIQUE ("email") ON CONFLICT IGNORE,
    UNIQUE ("name" COLLATE "unicase", "email" DESC),
    CHECK (id > 0),
    CHECK (slug(email) is not 'root')
);
INSERT INTO "varve_new_users" ("id", "email", "name", "active", "joined", "score", "nick")
    SELECT "id", "email", "name", "active", "joined", "score", "nick"
    FROM "users";
--@ end

-- - column settings.since any sqltype "datetime"?
--@ lose settings.since
--@ rebuild settings
CREATE TABLE "varve_new_settings" (
    "name" TEXT PRIMARY KEY ON CONFLICT REPLACE,
    "value"
);
INSERT INTO "varve_new_settings" (rowid, "name", "value")
    SELECT rowid, "name", "value"
    FROM "settings";
--@ end

-- - constraint links: FOREIGN KEY ("a") REFERENCES "users" ("id")
-- + constraint links: FOREIGN KEY ("a") REFERENCES "users" ("id") DEFERRABLE INITIALLY IMMEDIATE
--@ rebuild links
CREATE TABLE "varve_new_links" (
    "a" INTEGER NOT NULL REFERENCES "users" ("id") DEFERRABLE INITIALLY IMMEDIATE,
    "b" INTEGER NOT NULL REFERENCES "users" ("id") DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT "link" PRIMARY KEY ("a" DESC, "b")
) WITHOUT ROWID;
INSERT INTO "varve_new_links" ("a", "b")
    SELECT "a", "b"
    FROM "links";
--@ end

-- ~ column notes.body: not null → nullable
--@ rebuild notes
CREATE TABLE "varve_new_notes" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "body" TEXT
);
INSERT INTO "varve_new_notes" ("id", "title", "body")
    SELECT "id", "title", "body"
    FROM "notes";
--@ end
