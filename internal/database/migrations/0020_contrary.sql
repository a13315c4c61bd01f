-- The library shows first, within a month, what speaks against trying the same.

-- +goose Up
ALTER TABLE lessons ADD COLUMN contrary BOOLEAN NOT NULL DEFAULT FALSE;
-- One database writes the truth in JSON as 1, the other as true.
UPDATE lessons SET contrary = TRUE WHERE edition > 0
    AND (published ->> 'outcome' = 'did_not_work' OR CAST(published ->> 'hollow_win' AS TEXT) IN ('1', 'true'));
DROP INDEX lessons_library;
CREATE INDEX lessons_library ON lessons (month DESC, contrary DESC, id) WHERE edition > 0;

-- +goose Down
DROP INDEX lessons_library;
CREATE INDEX lessons_library ON lessons (month DESC, id) WHERE edition > 0;
ALTER TABLE lessons DROP COLUMN contrary;
