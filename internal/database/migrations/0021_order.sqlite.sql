-- The index of SQLite follows the fixed order by itself: see the other half.

-- +goose Up

SELECT 1;

-- +goose Down

SELECT 1;
