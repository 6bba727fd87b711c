-- first
-- + table everything
CREATE TABLE "everything" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "small" INTEGER NOT NULL DEFAULT -2147483648 CONSTRAINT "everything_small_check" CHECK ("small" BETWEEN - 2147483648 AND 2147483647),
    "large" INTEGER DEFAULT 9223372036854775807,
    "flag" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "everything_flag_check" CHECK ("flag" IN (0, 1)),
    "ratio" REAL DEFAULT -0.5,
    "words" TEXT NOT NULL DEFAULT 'it''s "quoted"',
    "label" TEXT CONSTRAINT "everything_label_check" CHECK (length("label") <= 20),
    "bytes" BLOB NOT NULL DEFAULT x'00ff',
    "four" BLOB CONSTRAINT "everything_four_check" CHECK (length("four") = 4),
    "made" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "day" TEXT NOT NULL DEFAULT (date('now')),
    "doc" TEXT NOT NULL DEFAULT '{}',
    "price" TEXT NOT NULL DEFAULT '9.99',
    "token" BLOB NOT NULL DEFAULT (CAST(randomblob(6) || substr(x'404142434445464748494a4b4c4d4e4f', 1 + (random() & 15), 1) || randomblob(1) || substr(x'808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf', 1 + (random() & 63), 1) || randomblob(7) AS BLOB)) CONSTRAINT "everything_token_check" CHECK (length("token") = 16),
    "color" TEXT NOT NULL DEFAULT 'red' CONSTRAINT "everything_color_check" CHECK ("color" IN ('red', 'green', 'dark blue')),
    "print" BLOB CONSTRAINT "everything_print_check" CHECK (length("print") = 32),
    "email" TEXT NOT NULL COLLATE "nocase" CONSTRAINT "everything_email_check" CHECK (length("email") <= 320),
    "stamp" TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bare" TEXT NOT NULL DEFAULT Unknown,
    "low" TEXT NOT NULL GENERATED ALWAYS AS (lower(words)) STORED,
    "loud" TEXT NOT NULL GENERATED ALWAYS AS (upper(words)) VIRTUAL,
    "sized" INTEGER BIGINT(10) NOT NULL,
    CONSTRAINT "by_name" UNIQUE ("words", "color"),
    CONSTRAINT "everything_email_key" UNIQUE ("email"),
    CONSTRAINT "everything_check" CHECK (small < large or large is null),
    CONSTRAINT "positive" CHECK (price > 0 or price <= 0)
);
CREATE INDEX "newest" ON "everything" ("made" DESC, (lower(words)) COLLATE "nocase") WHERE (color <> 'green');
CREATE UNIQUE INDEX "everything_words_made_id_idx" ON "everything" ("words", "made", "id");

-- + table strict_one
CREATE TABLE "strict_one" (
    "id" INTEGER PRIMARY KEY,
    "value" ANY
) STRICT;

-- + table stock
CREATE TABLE "stock" (
    "product" INTEGER NOT NULL CONSTRAINT "stock_product_fkey" REFERENCES "everything" ("id"),
    "place" TEXT NOT NULL COLLATE "rtrim",
    "amount" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "stock_amount_check" CHECK ("amount" BETWEEN - 2147483648 AND 2147483647),
    PRIMARY KEY ("product", "place" DESC)
) WITHOUT ROWID;

-- + table moves
CREATE TABLE "moves" (
    "id" INTEGER PRIMARY KEY,
    "product" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "parent" INTEGER CONSTRAINT "moves_parent_fkey" REFERENCES "moves" ("id") ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    "second" INTEGER CONSTRAINT "moves_second_fkey" REFERENCES "moves" ("id") MATCH FULL ON DELETE SET DEFAULT DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT "moved" FOREIGN KEY ("product", "place") REFERENCES "stock" ("product", "place") ON DELETE CASCADE
);

-- + table people
CREATE TABLE "people" (
    "id" INTEGER PRIMARY KEY ON CONFLICT REPLACE,
    "code" TEXT NOT NULL,
    "email" TEXT CONSTRAINT "email_given" NOT NULL ON CONFLICT FAIL,
    "boss" INTEGER CONSTRAINT "people_boss_fkey" REFERENCES "people",
    "legacy" INTEGER CONSTRAINT "people_legacy_fkey" REFERENCES "gone" ("id"),
    "value",
    CONSTRAINT "both" UNIQUE ("code" COLLATE "nocase", "email" DESC) ON CONFLICT ROLLBACK,
    CONSTRAINT "people_code_key" UNIQUE ("code") ON CONFLICT IGNORE
);

-- + table scores
CREATE TABLE "scores" (
    "player" INTEGER NOT NULL,
    "game" TEXT NOT NULL,
    CONSTRAINT "scores_pk" PRIMARY KEY ("player" DESC, "game" COLLATE "nocase")
);

-- + table backwards
CREATE TABLE "backwards" (
    "id" INTEGER PRIMARY KEY DESC NOT NULL
);

-- + table hens
CREATE TABLE "hens" (
    "id" INTEGER PRIMARY KEY,
    "egg" INTEGER CONSTRAINT "hens_egg_fkey" REFERENCES "eggs" ("id")
);

-- + table eggs
CREATE TABLE "eggs" (
    "id" INTEGER PRIMARY KEY,
    "hen" INTEGER CONSTRAINT "eggs_hen_fkey" REFERENCES "hens" ("id")
);

-- + table select
CREATE TABLE "select" (
    "primary" INTEGER PRIMARY KEY,
    "odd name" TEXT NOT NULL DEFAULT 'semi;colon'
);

-- + virtual table places
CREATE VIRTUAL TABLE "places" USING rtree (id, west, east);

-- + virtual table letters
CREATE VIRTUAL TABLE "letters" USING fts5 (body, tokenize = 'porter');

-- + virtual table found
CREATE VIRTUAL TABLE "found" USING fts5 ("code", "email", content = 'people', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO "found" ("found") VALUES ('rebuild');

-- views and triggers
CREATE VIEW "codes" ("code", "count") AS SELECT code, count(*) FROM people GROUP BY code;
CREATE VIEW "newest_people" AS SELECT id, code FROM people ORDER BY id DESC LIMIT 10;
CREATE TRIGGER "found_insert" AFTER INSERT ON "people" BEGIN INSERT INTO "found"("rowid", "code", "email") VALUES (new."id", new."code", new."email"); END;
CREATE TRIGGER "found_delete" AFTER DELETE ON "people" BEGIN INSERT INTO "found"("found", "rowid", "code", "email") VALUES ('delete', old."id", old."code", old."email"); END;
CREATE TRIGGER "found_update" AFTER UPDATE ON "people" BEGIN INSERT INTO "found"("found", "rowid", "code", "email") VALUES ('delete', old."id", old."code", old."email"); INSERT INTO "found"("rowid", "code", "email") VALUES (new."id", new."code", new."email"); END;
CREATE TRIGGER "fixed" BEFORE UPDATE OF "code" ON "people" WHEN old.code = 'x; -- never' BEGIN SELECT RAISE(ABORT, 'a code is for ever'); END;
CREATE TRIGGER "counted" AFTER INSERT ON "hens" BEGIN UPDATE hens SET egg = egg WHERE id = new.id; END;
CREATE TRIGGER "through" INSTEAD OF DELETE ON "newest_people" BEGIN DELETE FROM people WHERE id = old.id; END;
