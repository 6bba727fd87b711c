-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, changes INTEGER NOT NULL DEFAULT 0);
-- +goose StatementBegin
CREATE TRIGGER count_changes AFTER UPDATE OF name ON users BEGIN
  UPDATE users SET changes = changes + 1 WHERE id = new.id;
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE users;
