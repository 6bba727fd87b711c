-- +goose NO TRANSACTION
-- +goose Up
BEGIN;
--@ this was an ordinary comment
ALTER TABLE users ADD COLUMN age INTEGER CHECK (age > 0);
END TRANSACTION;
-- +goose Down
SAVEPOINT back;
ALTER TABLE users DROP COLUMN age;
RELEASE back;
