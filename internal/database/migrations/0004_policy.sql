-- What a policy version changes, in the words of who saved it; and what the
-- calibration of the policy reads: the experiments concluded in a period.

-- +goose Up
ALTER TABLE policies ADD COLUMN note TEXT NOT NULL DEFAULT '';
CREATE INDEX experiments_concluded ON experiments (concluded_at) WHERE concluded_at IS NOT NULL;

-- +goose Down
DROP INDEX experiments_concluded;
ALTER TABLE policies DROP COLUMN note;
