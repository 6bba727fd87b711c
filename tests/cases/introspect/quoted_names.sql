CREATE TABLE "order" ("group" TEXT, "a""b" TEXT, "1st" TEXT, "dc:language" TEXT, "x-y" TEXT CHECK ("x-y" <> ''));
CREATE TABLE "Order Details" ("Unit Price" REAL NOT NULL DEFAULT 0, "group" TEXT REFERENCES "order" ("group"));
CREATE UNIQUE INDEX "by group" ON "order" ("group");
