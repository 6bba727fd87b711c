ALTER TABLE posts RENAME COLUMN heading TO title;
