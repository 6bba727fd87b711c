-- kinds, volumes, notes
-- indexes that change
DROP INDEX "details_language";

-- + column bins.volume real?
ALTER TABLE "bins" ADD COLUMN "volume" REAL;

-- ~ column order.namespace: values raw, final → raw, semi-finished, final
--@ rebuild order
CREATE TABLE "varve_new_order" (
    "class" INTEGER NOT NULL,
    "default" TEXT,
    "namespace" TEXT NOT NULL DEFAULT 'raw' CONSTRAINT "order_namespace_check" CHECK ("namespace" IN ('raw', 'semi-finished', 'final')),
    "total" TEXT,
    PRIMARY KEY ("class")
);
INSERT INTO "varve_new_order" (rowid, "class", "default", "namespace", "total")
    SELECT rowid, "class", "default", "namespace", "total"
    FROM "order";
--@ end

-- + column Order Details.note any?
ALTER TABLE "Order Details" ADD COLUMN "note" ANY;

-- ~ column journal.line (was entry)
ALTER TABLE "journal" RENAME COLUMN "entry" TO "line";

-- indexes
CREATE UNIQUE INDEX "details_language" ON "Order Details" ("dc:language" COLLATE "rtrim", (lower(note))) WHERE (note IS NOT NULL);
