-- Pages that are narrowed by more than one thing are found in one index, in their order.

-- +goose Up

-- With what else experiments are narrowed by, so that others are passed over in the index.
DROP INDEX experiments_team;
CREATE INDEX experiments_team ON experiments (team_id, number, status, moment_id, door, outcome);
DROP INDEX experiments_outcome;
CREATE INDEX experiments_outcome ON experiments (outcome, number, status, moment_id, door) WHERE outcome <> '';
DROP INDEX experiments_status;
CREATE INDEX experiments_status ON experiments (status, number, moment_id, door);

-- What a template's record looks at, newest first, with what joins it to its gates.
CREATE INDEX experiments_record ON experiments (template_id, concluded_at DESC, number DESC, id, revision) WHERE template_id IS NOT NULL AND concluded_at IS NOT NULL;

-- Of one state, what most people share first.
CREATE INDEX obstacles_shared ON obstacles (state, me_too DESC, id);

-- +goose Down
DROP INDEX obstacles_shared;
DROP INDEX experiments_record;
DROP INDEX experiments_status;
CREATE INDEX experiments_status ON experiments (status, number);
DROP INDEX experiments_outcome;
CREATE INDEX experiments_outcome ON experiments (outcome, number) WHERE outcome <> '';
DROP INDEX experiments_team;
CREATE INDEX experiments_team ON experiments (team_id, number, status);
