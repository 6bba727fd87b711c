-- posts
-- + table posts
CREATE TABLE "posts" (
    "id" INTEGER PRIMARY KEY,
    "user_id" INTEGER NOT NULL CONSTRAINT "posts_user_id_fkey" REFERENCES "users" ("id") ON DELETE CASCADE,
    "content" TEXT NOT NULL,
    "platform" TEXT NOT NULL CONSTRAINT "posts_platform_check" CHECK ("platform" IN ('linkedin', 'instagram', 'facebook', 'x')),
    "status" TEXT NOT NULL DEFAULT 'draft' CONSTRAINT "posts_status_check" CHECK ("status" IN ('draft', 'scheduled', 'posted', 'failed')),
    "is_demo" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "posts_is_demo_check" CHECK ("is_demo" IN (0, 1)),
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "updated_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER)),
    "scheduled_at" INTEGER,
    "posted_at" INTEGER,
    "external_id" TEXT,
    "error_message" TEXT
);
CREATE INDEX "posts_feed" ON "posts" ("user_id", "created_at" DESC);
CREATE INDEX "posts_due" ON "posts" ("scheduled_at") WHERE (status = 'scheduled');
