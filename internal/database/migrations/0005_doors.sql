-- Doors that people raise and lower, and experiments that stem from another.

-- +goose Up

-- At most one of cloned_from and split_from is set; origin_id is the first of
-- the line, whose unfinished clones and splits are judged together.
ALTER TABLE experiments ADD COLUMN cloned_from {{uuid}};
ALTER TABLE experiments ADD COLUMN split_from {{uuid}};
ALTER TABLE experiments ADD COLUMN origin_id {{uuid}};
CREATE INDEX experiments_cloned_from ON experiments (cloned_from) WHERE cloned_from IS NOT NULL;
CREATE INDEX experiments_split_from ON experiments (split_from) WHERE split_from IS NOT NULL;
CREATE INDEX experiments_origin ON experiments (origin_id) WHERE origin_id IS NOT NULL;

-- From whom an experiment stems, up to the first: their contributors are its own.
CREATE TABLE ancestors (
    experiment_id {{uuid}} NOT NULL REFERENCES experiments (id),
    ancestor_id   {{uuid}} NOT NULL REFERENCES experiments (id),
    PRIMARY KEY (experiment_id, ancestor_id)
);

-- Gates that somebody closed, whatever the policy says, until they are lowered.
CREATE TABLE raises (
    id            {{uuid}} PRIMARY KEY,
    experiment_id {{uuid}} NOT NULL REFERENCES experiments (id),
    revision      INTEGER NOT NULL,
    gate          TEXT NOT NULL,
    route         TEXT NOT NULL,
    reason        TEXT NOT NULL,
    raised_by     {{uuid}} NOT NULL REFERENCES people (id),
    raised_at     {{time}} NOT NULL,
    lowered_at    {{time}}
);
CREATE INDEX raises_experiment ON raises (experiment_id, raised_at);
CREATE UNIQUE INDEX raises_standing ON raises (experiment_id, gate) WHERE lowered_at IS NULL;

-- Gates that a reviewer took away, each at one revision.
CREATE TABLE lowerings (
    id         {{uuid}} PRIMARY KEY,
    review_id  {{uuid}} NOT NULL REFERENCES reviews (id),
    gate       TEXT NOT NULL,
    person_id  {{uuid}} NOT NULL REFERENCES people (id),
    reason     TEXT NOT NULL,
    created_at {{time}} NOT NULL
);
CREATE INDEX lowerings_review ON lowerings (review_id);

-- +goose Down
DROP TABLE lowerings;
DROP TABLE raises;
DROP TABLE ancestors;
DROP INDEX experiments_origin;
DROP INDEX experiments_split_from;
DROP INDEX experiments_cloned_from;
ALTER TABLE experiments DROP COLUMN origin_id;
ALTER TABLE experiments DROP COLUMN split_from;
ALTER TABLE experiments DROP COLUMN cloned_from;
