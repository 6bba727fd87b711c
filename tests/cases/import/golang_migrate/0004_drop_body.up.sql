ALTER TABLE posts RENAME TO old_posts;
CREATE TABLE posts (
  id      INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  heading TEXT NOT NULL
);
INSERT INTO posts (id, user_id, heading) SELECT id, user_id, heading FROM old_posts;
DROP TABLE old_posts;
CREATE INDEX posts_by_user ON posts (user_id);
VACUUM;
