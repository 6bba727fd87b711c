-- growth
-- - table backwards
--@ lose backwards
DROP TABLE "backwards";

-- ~ table results (was scores)
ALTER TABLE "scores" RENAME TO "results";

-- ~ column everything.little (was small)
-- ~ column everything.label: type text(20) → text(30)
ALTER TABLE "everything" RENAME COLUMN "small" TO "little";
--@ edit everything
CREATE TABLE "everything" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "little" INTEGER NOT NULL DEFAULT -2147483648 CONSTRAINT "everything_small_check" CHECK ("little" BETWEEN - 2147483648 AND 2147483647),
    "large" INTEGER DEFAULT 9223372036854775807,
    "flag" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "everything_flag_check" CHECK ("flag" IN (0, 1)),
    "ratio" REAL DEFAULT -0.5,
    "words" TEXT NOT NULL DEFAULT 'it''s "quoted"',
    "label" TEXT CONSTRAINT "everything_label_check" CHECK (length("label") <= 30),
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
    CONSTRAINT "everything_check" CHECK (little < large or large is null),
    CONSTRAINT "positive" CHECK (price > 0 or price <= 0)
);
--@ end

-- + column strict_one.extra text
-- + column strict_one.shape Shape?
ALTER TABLE "strict_one" ADD COLUMN "extra" TEXT NOT NULL DEFAULT 'more';
ALTER TABLE "strict_one" ADD COLUMN "shape" TEXT CONSTRAINT "strict_one_shape_check" CHECK ("shape" IN ('round', 'square'));

-- indexes
CREATE INDEX "extras" ON "strict_one" ("extra" DESC);
