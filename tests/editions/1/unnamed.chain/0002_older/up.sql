-- older
-- rows that would stand against this are looked for first
--@ preflight people "`age < 300` is false"
SELECT "id" FROM "people" WHERE NOT (age < 300);

-- - constraint people: CHECK (age < 200)
-- + constraint people: CHECK (age < 300)
--@ edit people
CREATE TABLE "people" (
    "id" INTEGER PRIMARY KEY,
    "email" TEXT NOT NULL CHECK (length("email") <= 40),
    "age" INTEGER NOT NULL CHECK (age >= 0) CHECK ("age" BETWEEN - 2147483648 AND 2147483647),
    "boss" INTEGER REFERENCES "people" ("id") ON DELETE SET NULL,
    UNIQUE ("email"),
    UNIQUE ("email", "age"),
    CHECK (age < 300)
);
--@ end
