--@ grade loses people
-- - table people
--@ lose people
DROP TABLE "people";
