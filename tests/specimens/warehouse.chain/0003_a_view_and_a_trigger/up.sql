-- a view and a trigger
-- views and triggers
CREATE VIEW "heavy_bins" ("site", "total") AS SELECT site, sum(volume) FROM bins GROUP BY site;
CREATE TRIGGER "journal_lines" AFTER INSERT ON "Order Details" WHEN new.quantity > 100 BEGIN INSERT INTO journal(line) VALUES ('big; order'); END;
