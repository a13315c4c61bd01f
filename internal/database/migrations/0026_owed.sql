-- Which lessons the whole organisation owes is read without what owes none.

-- +goose Up
CREATE INDEX experiments_owed ON experiments (number) WHERE owes_lesson;

-- +goose Down
DROP INDEX experiments_owed;
