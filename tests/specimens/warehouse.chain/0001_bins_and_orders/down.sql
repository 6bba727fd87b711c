--@ grade loses bins order "Order Details" journal
-- - table journal
--@ lose journal
DROP TABLE "journal";

-- - table Order Details
--@ lose "Order Details"
DROP TABLE "Order Details";

-- - table order
--@ lose order
DROP TABLE "order";

-- - table bins
--@ lose bins
DROP TABLE "bins";
