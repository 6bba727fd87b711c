--@ grade loses everything strict_one stock moves people scores backwards eggs hens select places letters
-- views and triggers that are in the way
DROP TRIGGER "through";
DROP TRIGGER "counted";
DROP TRIGGER "fixed";
DROP TRIGGER "found_update";
DROP TRIGGER "found_delete";
DROP TRIGGER "found_insert";
DROP VIEW "newest_people";
DROP VIEW "codes";

-- - virtual table places
--@ lose places
DROP TABLE "places";

-- - virtual table letters
--@ lose letters
DROP TABLE "letters";

-- - virtual table found
DROP TABLE "found";

-- - table select
--@ lose select
DROP TABLE "select";

-- - table eggs
--@ lose eggs
DROP TABLE "eggs";

-- - table hens
--@ lose hens
DROP TABLE "hens";

-- - table backwards
--@ lose backwards
DROP TABLE "backwards";

-- - table scores
--@ lose scores
DROP TABLE "scores";

-- - table people
--@ lose people
DROP TABLE "people";

-- - table moves
--@ lose moves
DROP TABLE "moves";

-- - table stock
--@ lose stock
DROP TABLE "stock";

-- - table strict_one
--@ lose strict_one
DROP TABLE "strict_one";

-- - table everything
--@ lose everything
DROP TABLE "everything";
