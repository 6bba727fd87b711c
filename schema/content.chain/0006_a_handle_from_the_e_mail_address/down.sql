--@ grade loses users.handle
-- - column users.handle text
--@ lose users.handle
--@ rebuild users
CREATE TABLE "varve_new_users" (
    "id" INTEGER PRIMARY KEY,
    "email" TEXT NOT NULL COLLATE "nocase" CONSTRAINT "users_email_check" CHECK (length("email") <= 320),
    "hashed_password" TEXT,
    "display_name" TEXT,
    "is_active" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "users_is_active_check" CHECK ("is_active" IN (0, 1)),
    "is_verified" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "users_is_verified_check" CHECK ("is_verified" IN (0, 1)),
    "provider" TEXT CONSTRAINT "users_provider_check" CHECK ("provider" IN ('google', 'facebook', 'github', 'email')),
    "provider_id" TEXT,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "updated_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "phone" TEXT,
    CONSTRAINT "users_email_key" UNIQUE ("email")
);
INSERT INTO "varve_new_users" ("id", "email", "hashed_password", "display_name", "is_active", "is_verified", "provider", "provider_id", "created_at", "updated_at", "phone")
    SELECT "id", "email", "hashed_password", "display_name", "is_active", "is_verified", "provider", "provider_id", "created_at", "updated_at", "phone"
    FROM "users";
--@ end
