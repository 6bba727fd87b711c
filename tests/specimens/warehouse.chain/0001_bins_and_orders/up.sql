-- bins and orders
-- + table bins
CREATE TABLE "bins" (
    "site" TEXT NOT NULL,
    "no" INTEGER NOT NULL CONSTRAINT "bins_no_check" CHECK ("no" BETWEEN - 2147483648 AND 2147483647),
    "parent_site" TEXT,
    "parent_no" INTEGER CONSTRAINT "bins_parent_no_check" CHECK ("parent_no" BETWEEN - 2147483648 AND 2147483647),
    PRIMARY KEY ("site", "no"),
    CONSTRAINT "inside" CHECK (parent_no IS NULL OR parent_no <> no OR parent_site <> site),
    CONSTRAINT "bins_parent_site_parent_no_fkey" FOREIGN KEY ("parent_site", "parent_no") REFERENCES "bins" ("site", "no") ON DELETE SET NULL
) WITHOUT ROWID;

-- + table order
CREATE TABLE "order" (
    "class" INTEGER NOT NULL,
    "default" TEXT,
    "namespace" TEXT NOT NULL DEFAULT 'raw' CONSTRAINT "order_namespace_check" CHECK ("namespace" IN ('raw', 'final')),
    "total" TEXT,
    PRIMARY KEY ("class")
);

-- + table Order Details
CREATE TABLE "Order Details" (
    "order" INTEGER NOT NULL CONSTRAINT "Order Details_order_fkey" REFERENCES "order" ("class") ON DELETE CASCADE,
    "line" INTEGER NOT NULL CONSTRAINT "Order Details_line_check" CHECK ("line" BETWEEN - 2147483648 AND 2147483647),
    "dc:language" TEXT NOT NULL DEFAULT 'de' COLLATE "nocase",
    "quantity" REAL NOT NULL CONSTRAINT "Order Details_quantity_check" CHECK (quantity > 0),
    "doubled" REAL NOT NULL GENERATED ALWAYS AS (quantity * 2) STORED,
    PRIMARY KEY ("order", "line" DESC)
) STRICT;
CREATE UNIQUE INDEX "details_language" ON "Order Details" ("dc:language" COLLATE "rtrim");

-- + table journal
CREATE TABLE "journal" (
    "at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "entry" TEXT NOT NULL,
    "raw" BLOB
);
