-- The table held more than attempts to sign in: every brake, also on what is costly. No
-- program of the version before has the file open: see the other half.

-- +goose Up

ALTER TABLE sign_in_attempts RENAME TO brakes;
ALTER TABLE brakes RENAME COLUMN failures TO n; -- what failed, or how often something was called

-- +goose Down

ALTER TABLE brakes RENAME COLUMN n TO failures;
ALTER TABLE brakes RENAME TO sign_in_attempts;
