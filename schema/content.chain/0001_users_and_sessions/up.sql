-- users and sessions
-- + table users
CREATE TABLE "users" (
    "id" INTEGER PRIMARY KEY,
    "email" TEXT NOT NULL COLLATE "nocase" CONSTRAINT "users_email_check" CHECK (length("email") <= 320),
    "hashed_password" TEXT,
    "full_name" TEXT,
    "is_active" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "users_is_active_check" CHECK ("is_active" IN (0, 1)),
    "is_verified" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "users_is_verified_check" CHECK ("is_verified" IN (0, 1)),
    "provider" TEXT CONSTRAINT "users_provider_check" CHECK ("provider" IN ('google', 'facebook', 'github', 'email')),
    "provider_id" TEXT,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "updated_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    CONSTRAINT "users_email_key" UNIQUE ("email")
);

-- + table sessions
CREATE TABLE "sessions" (
    "id" BLOB PRIMARY KEY NOT NULL CONSTRAINT "sessions_id_check" CHECK (length("id") = 16),
    "user_id" INTEGER NOT NULL CONSTRAINT "sessions_user_id_fkey" REFERENCES "users" ("id") ON DELETE CASCADE,
    "token" TEXT NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    CONSTRAINT "sessions_token_key" UNIQUE ("token")
);
CREATE INDEX "sessions_user_id_idx" ON "sessions" ("user_id");
