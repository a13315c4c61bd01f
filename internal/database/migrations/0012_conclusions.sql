-- What a conclusion is held against, and what it leaves to be done: when the team
-- would call its own win hollow, recoveries that are not finished, and why an
-- experiment was copied. near_cap is kept so that lists need not read the answers.

-- +goose Up
ALTER TABLE experiments ADD COLUMN hollow_if {{json}};
ALTER TABLE experiments ADD COLUMN hollow_win BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE experiments ADD COLUMN owes_recovery BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE experiments ADD COLUMN near_cap BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE experiments ADD COLUMN cloned_as TEXT NOT NULL DEFAULT '';

UPDATE experiments SET hollow_win = TRUE WHERE outcome = 'worked' AND conclusion ->> 'right_reason' = 'no';
UPDATE experiments SET near_cap = TRUE WHERE status IN ('running', 'paused') AND customers_reached > 0
    AND customers_reached * 5 >= CAST(answers ->> 'customers_exposed' AS BIGINT) * 4;
-- One database writes the truth in JSON as 1, the other as true.
UPDATE experiments SET owes_recovery = TRUE WHERE conclusion -> 'recovery' IS NOT NULL
    AND NOT (CAST(conclusion -> 'recovery' ->> 'time' AS TEXT) IN ('1', 'true')
        AND CAST(conclusion -> 'recovery' ->> 'acknowledge' AS TEXT) IN ('1', 'true')
        AND CAST(conclusion -> 'recovery' ->> 'meet' AS TEXT) IN ('1', 'true')
        AND CAST(conclusion -> 'recovery' ->> 'act' AS TEXT) IN ('1', 'true')
        AND COALESCE(conclusion -> 'recovery' ->> 'loop_closed_on', '') <> '');
-- Jobs of the last day may have the ids of experiments, so these take those of events.
INSERT INTO jobs (id, kind, key, data, run_at, attempts, error)
    SELECT (SELECT v.id FROM events v WHERE v.experiment_id = e.id ORDER BY v.seq DESC LIMIT 1), 'experiment.recovery', CAST(e.id AS TEXT), '{}', e.concluded_at, 0, ''
    FROM experiments e WHERE e.owes_recovery AND EXISTS (SELECT 1 FROM events v WHERE v.experiment_id = e.id);

CREATE INDEX experiments_recovering ON experiments (team_id, number) WHERE owes_recovery;

-- +goose Down
DELETE FROM jobs WHERE kind = 'experiment.recovery';
DROP INDEX experiments_recovering;
ALTER TABLE experiments DROP COLUMN cloned_as;
ALTER TABLE experiments DROP COLUMN near_cap;
ALTER TABLE experiments DROP COLUMN owes_recovery;
ALTER TABLE experiments DROP COLUMN hollow_win;
ALTER TABLE experiments DROP COLUMN hollow_if;
