-- what stands in a comment may stand here
-- +goose NO TRANSACTION
CREATE TABLE forgotten (id INTEGER PRIMARY KEY);
-- +goose Up
CREATE TABLE a (x);
