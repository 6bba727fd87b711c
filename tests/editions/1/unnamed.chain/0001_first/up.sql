-- first
-- + table people
CREATE TABLE "people" (
    "id" INTEGER PRIMARY KEY,
    "email" TEXT NOT NULL CHECK (length("email") <= 40),
    "age" INTEGER NOT NULL CHECK (age >= 0) CHECK ("age" BETWEEN - 2147483648 AND 2147483647),
    "boss" INTEGER REFERENCES "people" ("id") ON DELETE SET NULL,
    UNIQUE ("email"),
    UNIQUE ("email", "age"),
    CHECK (age < 200)
);
