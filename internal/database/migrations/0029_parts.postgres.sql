-- The documents of PostgreSQL lie in parts that follow the fixed order since 0021: see the other half.

-- +goose Up

SELECT 1;

-- +goose Down

SELECT 1;
