-- The table held more than attempts to sign in: every brake, also on what is costly.

-- +goose Up

ALTER TABLE sign_in_attempts RENAME TO brakes;
ALTER TABLE brakes RENAME COLUMN failures TO n; -- what failed, or how often something was called
ALTER INDEX sign_in_attempts_pkey RENAME TO brakes_pkey;

-- Replicas of the version before go on counting, in the same rows. A later version drops it.
CREATE VIEW sign_in_attempts AS SELECT key, n AS failures, began_at, next_at FROM brakes;

-- +goose Down

DROP VIEW sign_in_attempts;
ALTER INDEX brakes_pkey RENAME TO sign_in_attempts_pkey;
ALTER TABLE brakes RENAME COLUMN n TO failures;
ALTER TABLE brakes RENAME TO sign_in_attempts;
