-- chat messages and oauth tokens
-- + table chat_messages
CREATE TABLE "chat_messages" (
    "id" INTEGER PRIMARY KEY,
    "user_id" INTEGER NOT NULL CONSTRAINT "chat_messages_user_id_fkey" REFERENCES "users" ("id") ON DELETE CASCADE,
    "role" TEXT NOT NULL CONSTRAINT "chat_messages_role_check" CHECK ("role" IN ('system', 'user', 'assistant')),
    "content" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER))
);
CREATE INDEX "chat_messages_user_id_id_idx" ON "chat_messages" ("user_id", "id");

-- + table oauth_tokens
CREATE TABLE "oauth_tokens" (
    "id" INTEGER PRIMARY KEY,
    "platform" TEXT NOT NULL CONSTRAINT "oauth_tokens_platform_check" CHECK ("platform" IN ('linkedin', 'instagram', 'facebook', 'x')),
    "access_token" TEXT NOT NULL,
    "refresh_token" TEXT,
    "expires_at" INTEGER,
    "user_sub" TEXT NOT NULL,
    "user_email" TEXT,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "updated_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    CONSTRAINT "per_account" UNIQUE ("platform", "user_sub")
);
