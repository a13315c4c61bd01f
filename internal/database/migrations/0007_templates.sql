-- Proven kinds of experiment, and the doors that they earned.

-- +goose Up

-- A template is a revision of an experiment under a name: the words stay where
-- they were written, and a revision never changes.
CREATE TABLE templates (
    id            {{uuid}} PRIMARY KEY,
    name          TEXT NOT NULL,
    team_id       {{uuid}} NOT NULL REFERENCES teams (id),
    experiment_id {{uuid}} NOT NULL,
    revision      INTEGER NOT NULL,
    retired       BOOLEAN NOT NULL,
    harmed_at     {{time}}, -- its record begins anew after this
    version       INTEGER NOT NULL,
    created_at    {{time}} NOT NULL,
    FOREIGN KEY (experiment_id, revision) REFERENCES revisions (experiment_id, number)
);
CREATE INDEX templates_experiment ON templates (experiment_id);

-- A gate that a route published as open for a template: from a day until a day,
-- or until it was withdrawn ('' while it was not).
CREATE TABLE earned_doors (
    id            {{uuid}} PRIMARY KEY,
    template_id   {{uuid}} NOT NULL REFERENCES templates (id),
    gate          TEXT NOT NULL,
    route         TEXT NOT NULL REFERENCES routes (name),
    limits        {{json}} NOT NULL,
    reason        TEXT NOT NULL,
    since         TEXT NOT NULL,
    until         TEXT NOT NULL,
    withdrawn_on  TEXT NOT NULL,
    withdrawn_why TEXT NOT NULL,
    harmed_by     {{uuid}} REFERENCES experiments (id)
);
CREATE INDEX earned_doors_template ON earned_doors (template_id);

-- Without REFERENCES, because SQLite could not take the columns back; templates
-- and earned doors are never deleted.
ALTER TABLE experiments ADD COLUMN template_id {{uuid}};
CREATE INDEX experiments_template ON experiments (template_id, number) WHERE template_id IS NOT NULL;
ALTER TABLE requirements ADD COLUMN earned_door_id {{uuid}};

-- +goose Down
ALTER TABLE requirements DROP COLUMN earned_door_id;
DROP INDEX experiments_template;
ALTER TABLE experiments DROP COLUMN template_id;
DROP TABLE earned_doors;
DROP TABLE templates;
