-- What the calibration of the policy counts is kept, so that it need not read all that was
-- concluded. What is not counted yet waits: in the beginning everything, and later what
-- anybody concludes, also a replica of the version before.

-- +goose Up

-- How many doors were concluded in a day, and in a quarter of an hour: in UTC, so that they
-- add up to days anywhere.
CREATE TABLE calibration_counts (
    unit           TEXT NOT NULL CHECK (unit IN ('day', 'quarter')),
    since          {{time}} NOT NULL,
    door           TEXT NOT NULL,
    rule           TEXT NOT NULL,    -- '': what no rule looks at, '*': all doors of the kind
    policy_version INTEGER NOT NULL, -- whose rule it is; 0 for all
    doors          INTEGER NOT NULL,
    told           INTEGER NOT NULL,
    wrong          INTEGER NOT NULL,
    PRIMARY KEY (unit, since, door, rule, policy_version)
);

-- Those that were the wrong door, and which rules that is put down to.
CREATE TABLE calibration_wrong (
    door         TEXT NOT NULL,
    rule         TEXT NOT NULL,
    number       BIGINT NOT NULL, -- of the experiment
    concluded_at {{time}} NOT NULL,
    PRIMARY KEY (door, rule, number)
);

CREATE TABLE uncounted (
    experiment_id {{uuid}} PRIMARY KEY REFERENCES experiments (id),
    ended         BOOLEAN NOT NULL -- neither its end is counted nor what it told; else that alone
);

-- What is stopped ends before it tells anything.
-- +goose StatementBegin
CREATE TRIGGER experiments_await_count AFTER UPDATE ON experiments
    WHEN NEW.outcome <> 'not_run' AND NEW.concluded_at IS NOT NULL AND (OLD.concluded_at IS NULL OR OLD.conclusion IS NULL AND NEW.conclusion IS NOT NULL)
BEGIN
    INSERT OR IGNORE INTO uncounted (experiment_id, ended) VALUES (NEW.id, OLD.concluded_at IS NULL);
END;
-- +goose StatementEnd

-- After the trigger, which holds off whoever concludes meanwhile.
INSERT INTO uncounted (experiment_id, ended) SELECT id, TRUE FROM experiments WHERE concluded_at IS NOT NULL AND outcome <> 'not_run';

-- +goose Down
DROP TRIGGER experiments_await_count;
DROP TABLE uncounted;
DROP TABLE calibration_wrong;
DROP TABLE calibration_counts;
