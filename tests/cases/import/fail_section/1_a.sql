-- +goose Up
CREATE TABLE a (x);
-- +goose ENVSUB ON
-- +goose Up
