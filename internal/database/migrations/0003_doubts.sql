-- Doubts that the team has answered with "yes, we are sure".

-- +goose Up

ALTER TABLE experiments ADD COLUMN confirmed_doubts {{json}} NOT NULL DEFAULT '[]';

-- +goose Down

ALTER TABLE experiments DROP COLUMN confirmed_doubts;
