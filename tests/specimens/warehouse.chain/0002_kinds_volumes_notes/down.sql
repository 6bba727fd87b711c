--@ grade loses bins.volume "Order Details".note
-- indexes that change
DROP INDEX "details_language";

-- - column bins.volume real?
--@ lose bins.volume
--@ rebuild bins
CREATE TABLE "varve_new_bins" (
    "site" TEXT NOT NULL,
    "no" INTEGER NOT NULL CONSTRAINT "bins_no_check" CHECK ("no" BETWEEN - 2147483648 AND 2147483647),
    "parent_site" TEXT,
    "parent_no" INTEGER CONSTRAINT "bins_parent_no_check" CHECK ("parent_no" BETWEEN - 2147483648 AND 2147483647),
    PRIMARY KEY ("site", "no"),
    CONSTRAINT "inside" CHECK (parent_no IS NULL OR parent_no <> no OR parent_site <> site),
    CONSTRAINT "bins_parent_site_parent_no_fkey" FOREIGN KEY ("parent_site", "parent_no") REFERENCES "bins" ("site", "no") ON DELETE SET NULL
) WITHOUT ROWID;
INSERT INTO "varve_new_bins" ("site", "no", "parent_site", "parent_no")
    SELECT "site", "no", "parent_site", "parent_no"
    FROM "bins";
--@ end

-- ~ column order.namespace: values raw, semi-finished, final → raw, final
--@ rebuild order
CREATE TABLE "varve_new_order" (
    "class" INTEGER NOT NULL,
    "default" TEXT,
    "namespace" TEXT NOT NULL DEFAULT 'raw' CONSTRAINT "order_namespace_check" CHECK ("namespace" IN ('raw', 'final')),
    "total" TEXT,
    PRIMARY KEY ("class")
);
INSERT INTO "varve_new_order" (rowid, "class", "default", "namespace", "total")
    SELECT rowid, "class", "default", "namespace", "total"
    FROM "order";
--@ end

-- - column Order Details.note any?
--@ lose "Order Details".note
--@ rebuild "Order Details"
CREATE TABLE "varve_new_Order Details" (
    "order" INTEGER NOT NULL CONSTRAINT "Order Details_order_fkey" REFERENCES "order" ("class") ON DELETE CASCADE,
    "line" INTEGER NOT NULL CONSTRAINT "Order Details_line_check" CHECK ("line" BETWEEN - 2147483648 AND 2147483647),
    "dc:language" TEXT NOT NULL DEFAULT 'de' COLLATE "nocase",
    "quantity" REAL NOT NULL CONSTRAINT "Order Details_quantity_check" CHECK (quantity > 0),
    "doubled" REAL NOT NULL GENERATED ALWAYS AS (quantity * 2) STORED,
    PRIMARY KEY ("order", "line" DESC)
) STRICT;
INSERT INTO "varve_new_Order Details" (rowid, "order", "line", "dc:language", "quantity")
    SELECT rowid, "order", "line", "dc:language", "quantity"
    FROM "Order Details";
--@ end

-- ~ column journal.entry (was line)
ALTER TABLE "journal" RENAME COLUMN "line" TO "entry";

-- indexes
CREATE UNIQUE INDEX "details_language" ON "Order Details" ("dc:language" COLLATE "rtrim");
