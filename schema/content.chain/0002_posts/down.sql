--@ grade loses posts
-- - table posts
--@ lose posts
DROP TABLE "posts";
