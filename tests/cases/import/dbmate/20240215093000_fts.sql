-- migrate:up transaction:false
CREATE VIEW recent AS SELECT id, body FROM notes ORDER BY id DESC LIMIT 10;
-- migrate:down
DROP VIEW recent;
