-- post to bluesky
-- ~ column posts.platform: values linkedin, instagram, facebook, x → linkedin, instagram, facebook, x, bluesky
--@ rebuild posts
CREATE TABLE "varve_new_posts" (
    "id" INTEGER PRIMARY KEY,
    "user_id" INTEGER NOT NULL CONSTRAINT "posts_user_id_fkey" REFERENCES "users" ("id") ON DELETE CASCADE,
    "content" TEXT NOT NULL,
    "platform" TEXT NOT NULL CONSTRAINT "posts_platform_check" CHECK ("platform" IN ('linkedin', 'instagram', 'facebook', 'x', 'bluesky')),
    "status" TEXT NOT NULL DEFAULT 'draft' CONSTRAINT "posts_status_check" CHECK ("status" IN ('draft', 'scheduled', 'posted', 'failed')),
    "is_demo" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "posts_is_demo_check" CHECK ("is_demo" IN (0, 1)),
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "updated_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "scheduled_at" INTEGER,
    "posted_at" INTEGER,
    "external_id" TEXT,
    "error_message" TEXT
);
INSERT INTO "varve_new_posts" ("id", "user_id", "content", "platform", "status", "is_demo", "created_at", "updated_at", "scheduled_at", "posted_at", "external_id", "error_message")
    SELECT "id", "user_id", "content", "platform", "status", "is_demo", "created_at", "updated_at", "scheduled_at", "posted_at", "external_id", "error_message"
    FROM "posts";
--@ end

-- ~ column oauth_tokens.platform: values linkedin, instagram, facebook, x → linkedin, instagram, facebook, x, bluesky
--@ rebuild oauth_tokens
CREATE TABLE "varve_new_oauth_tokens" (
    "id" INTEGER PRIMARY KEY,
    "platform" TEXT NOT NULL CONSTRAINT "oauth_tokens_platform_check" CHECK ("platform" IN ('linkedin', 'instagram', 'facebook', 'x', 'bluesky')),
    "access_token" TEXT NOT NULL,
    "refresh_token" TEXT,
    "expires_at" INTEGER,
    "user_sub" TEXT NOT NULL,
    "user_email" TEXT,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "updated_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    CONSTRAINT "per_account" UNIQUE ("platform", "user_sub")
);
INSERT INTO "varve_new_oauth_tokens" ("id", "platform", "access_token", "refresh_token", "expires_at", "user_sub", "user_email", "created_at", "updated_at")
    SELECT "id", "platform", "access_token", "refresh_token", "expires_at", "user_sub", "user_email", "created_at", "updated_at"
    FROM "oauth_tokens";
--@ end
