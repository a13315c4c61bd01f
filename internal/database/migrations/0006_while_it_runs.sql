-- What happens while an experiment runs: check-ins, drift, tried undoing, and
-- work to be done later.

-- +goose Up

-- Jobs commit with the change that asks for them (internal/outbox).
CREATE TABLE jobs (
    id       {{uuid}} PRIMARY KEY,
    kind     TEXT NOT NULL,
    key      TEXT NOT NULL,
    data     {{json}} NOT NULL,
    run_at   {{time}} NOT NULL, -- while it is taken: when the lease runs out
    attempts INTEGER NOT NULL,
    lease    {{uuid}},
    dead_at  {{time}},
    error    TEXT NOT NULL,
    UNIQUE (kind, key)
);
CREATE INDEX jobs_due ON jobs (run_at) WHERE dead_at IS NULL;
CREATE INDEX jobs_dead ON jobs (dead_at) WHERE dead_at IS NOT NULL;

CREATE TABLE check_ins (
    experiment_id     {{uuid}} NOT NULL REFERENCES experiments (id),
    n                 INTEGER NOT NULL,
    day               TEXT NOT NULL,
    customers_reached BIGINT NOT NULL, -- since the check-in before
    signal            {{json}},
    counter_signal    DOUBLE PRECISION,
    quotes            {{json}} NOT NULL,
    stop_rule_tripped BOOLEAN NOT NULL,
    note              TEXT NOT NULL,
    PRIMARY KEY (experiment_id, n)
);

ALTER TABLE experiments ADD COLUMN check_ins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE experiments ADD COLUMN customers_reached BIGINT NOT NULL DEFAULT 0; -- the sum of its check-ins
ALTER TABLE experiments ADD COLUMN paused_because TEXT NOT NULL DEFAULT '';
ALTER TABLE experiments ADD COLUMN undo_drills {{json}};

UPDATE experiments SET paused_because = CASE door WHEN 'one_way' THEN 'door' ELSE 'team' END WHERE status = 'paused';

-- What runs already is looked at once; that finds out when its last day ends.
INSERT INTO jobs (id, kind, key, data, run_at, attempts, error)
    SELECT id, 'experiment.ends', CAST(id AS TEXT), '{}', started_at, 0, '' FROM experiments WHERE status = 'running';

-- +goose Down

ALTER TABLE experiments DROP COLUMN undo_drills;
ALTER TABLE experiments DROP COLUMN paused_because;
ALTER TABLE experiments DROP COLUMN customers_reached;
ALTER TABLE experiments DROP COLUMN check_ins;
DROP TABLE check_ins;
DROP TABLE jobs;
