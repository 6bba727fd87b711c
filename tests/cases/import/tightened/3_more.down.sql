ATTACH 'other.db' AS other;
DELETE FROM tags;
