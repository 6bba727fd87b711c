-- third
-- rows that would stand against this are looked for first
--@ preflight everything "`little < 0 or little >= 0` is false"
SELECT "id" FROM "everything" WHERE NOT (little < 0 or little >= 0);
--@ preflight everything "`large` would become NULL"
SELECT "id" FROM "everything" WHERE "large" IS NOT NULL AND (large || '!') IS NULL;
--@ preflight everything "`words`, `color` are not unique together"
SELECT "id" FROM (SELECT "id", count(*) OVER (PARTITION BY "words", CASE "color" WHEN 'green' THEN 'lime' ELSE "color" END) AS "varve_twins" FROM "everything" WHERE CASE "color" WHEN 'green' THEN 'lime' ELSE "color" END IS NOT NULL) WHERE "varve_twins" > 1;
--@ preflight eggs "`name` would be NULL"
SELECT "id" FROM "eggs" WHERE ('egg ' || id) IS NULL;

-- views and triggers that are in the way
DROP TRIGGER "through";
DROP TRIGGER "counted";
DROP VIEW "newest_people";

-- indexes that change
DROP INDEX "newest";

-- - column everything.ratio real?
-- ~ column everything.large: type int64 → text; default 9223372036854775807 → none
-- ~ column everything.color: values red, green, dark blue → red, lime, dark blue
-- - constraint everything.everything_check: CONSTRAINT "everything_check" CHECK (little < large or large is null)
-- + constraint everything.everything_check: CONSTRAINT "everything_check" CHECK (little < 0 or little >= 0)
--@ lose everything.ratio
--@ rebuild everything
CREATE TABLE "varve_new_everything" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "little" INTEGER NOT NULL DEFAULT -2147483648 CONSTRAINT "everything_small_check" CHECK ("little" BETWEEN - 2147483648 AND 2147483647),
    "large" TEXT,
    "flag" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "everything_flag_check" CHECK ("flag" IN (0, 1)),
    "words" TEXT NOT NULL DEFAULT 'it''s "quoted"',
    "label" TEXT CONSTRAINT "everything_label_check" CHECK (length("label") <= 30),
    "bytes" BLOB NOT NULL DEFAULT x'00ff',
    "four" BLOB CONSTRAINT "everything_four_check" CHECK (length("four") = 4),
    "made" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "day" TEXT NOT NULL DEFAULT (date('now')),
    "doc" TEXT NOT NULL DEFAULT '{}',
    "price" TEXT NOT NULL DEFAULT '9.99',
    "token" BLOB NOT NULL DEFAULT (CAST(randomblob(6) || substr(x'404142434445464748494a4b4c4d4e4f', 1 + (random() & 15), 1) || randomblob(1) || substr(x'808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf', 1 + (random() & 63), 1) || randomblob(7) AS BLOB)) CONSTRAINT "everything_token_check" CHECK (length("token") = 16),
    "color" TEXT NOT NULL DEFAULT 'red' CONSTRAINT "everything_color_check" CHECK ("color" IN ('red', 'lime', 'dark blue')),
    "print" BLOB CONSTRAINT "everything_print_check" CHECK (length("print") = 32),
    "email" TEXT NOT NULL COLLATE "nocase" CONSTRAINT "everything_email_check" CHECK (length("email") <= 320),
    "stamp" TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bare" TEXT NOT NULL DEFAULT Unknown,
    "low" TEXT NOT NULL GENERATED ALWAYS AS (lower(words)) STORED,
    "loud" TEXT NOT NULL GENERATED ALWAYS AS (upper(words)) VIRTUAL,
    "sized" INTEGER BIGINT(10) NOT NULL,
    CONSTRAINT "by_name" UNIQUE ("words", "color"),
    CONSTRAINT "everything_email_key" UNIQUE ("email"),
    CONSTRAINT "everything_check" CHECK (little < 0 or little >= 0),
    CONSTRAINT "positive" CHECK (price > 0 or price <= 0)
);
INSERT INTO "varve_new_everything" ("id", "little", "large", "flag", "words", "label", "bytes", "four", "made", "day", "doc", "price", "token", "color", "print", "email", "stamp", "bare", "sized")
    SELECT "id", "little", (large || '!'), "flag", "words", "label", "bytes", "four", "made", "day", "doc", "price", "token", CASE "color" WHEN 'green' THEN 'lime' ELSE "color" END, "print", "email", "stamp", "bare", "sized"
    FROM "everything";
--@ end

-- ~ column results.title (was game)
ALTER TABLE "results" RENAME COLUMN "game" TO "title";

-- + column eggs.name text
-- - constraint eggs.eggs_hen_fkey: CONSTRAINT "eggs_hen_fkey" FOREIGN KEY ("hen") REFERENCES "hens" ("id")
-- + constraint eggs.eggs_hen_fkey: CONSTRAINT "eggs_hen_fkey" FOREIGN KEY ("hen") REFERENCES "hens" ("id") ON DELETE CASCADE
--@ rebuild eggs
CREATE TABLE "varve_new_eggs" (
    "id" INTEGER PRIMARY KEY,
    "hen" INTEGER CONSTRAINT "eggs_hen_fkey" REFERENCES "hens" ("id") ON DELETE CASCADE,
    "name" TEXT NOT NULL
);
INSERT INTO "varve_new_eggs" ("id", "hen", "name")
    SELECT "id", "hen", ('egg ' || id)
    FROM "eggs";
--@ end

-- indexes
CREATE INDEX "newest" ON "everything" ("made" DESC, (lower(words)) COLLATE "nocase") WHERE (color <> 'lime');

-- views and triggers
CREATE VIEW "newest_people" AS SELECT id, code, email FROM people ORDER BY id DESC LIMIT 10;
CREATE TRIGGER "through" INSTEAD OF DELETE ON "newest_people" BEGIN DELETE FROM people WHERE id = old.id; END;
