-- phone, and a display name
-- ~ column users.display_name (was full_name)
-- + column users.phone text?
ALTER TABLE "users" RENAME COLUMN "full_name" TO "display_name";
ALTER TABLE "users" ADD COLUMN "phone" TEXT;
