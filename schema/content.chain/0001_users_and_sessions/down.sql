--@ grade loses users sessions
-- - table sessions
--@ lose sessions
DROP TABLE "sessions";

-- - table users
--@ lose users
DROP TABLE "users";
