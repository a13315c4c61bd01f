-- Pages of lists are found by what they are narrowed to, in their order.

-- +goose Up

-- With the status, so that other experiments of the team are passed over in the index.
DROP INDEX experiments_team;
CREATE INDEX experiments_team ON experiments (team_id, number, status);

-- Of all teams and of one.
DROP INDEX experiments_recovering;
CREATE INDEX experiments_recovering ON experiments (number, team_id) WHERE owes_recovery;

CREATE INDEX requirements_gate ON requirements (gate, experiment_id, revision) WHERE kind = 'gate';

DROP INDEX lessons_team;
CREATE INDEX lessons_team ON lessons (team_id, month DESC, contrary DESC, id) WHERE edition > 0;

-- Lessons are counted by what else they have, for those that have one facet.
DROP INDEX lesson_facets_lesson;
CREATE INDEX lesson_facets_lesson ON lesson_facets (lesson_id, facet, value);
CREATE TABLE facet_pairs (
    facet       TEXT NOT NULL,
    value       TEXT NOT NULL,
    other       TEXT NOT NULL,
    other_value TEXT NOT NULL,
    n           INTEGER NOT NULL,
    PRIMARY KEY (facet, value, other, other_value)
);
INSERT INTO facet_pairs (facet, value, other, other_value, n)
    SELECT a.facet, a.value, b.facet, b.value, COUNT(*) FROM lesson_facets a JOIN lesson_facets b ON b.lesson_id = a.lesson_id
    GROUP BY a.facet, a.value, b.facet, b.value;

-- +goose Down
DROP TABLE facet_pairs;
DROP INDEX lesson_facets_lesson;
CREATE INDEX lesson_facets_lesson ON lesson_facets (lesson_id);
DROP INDEX lessons_team;
CREATE INDEX lessons_team ON lessons (team_id) WHERE edition > 0;
DROP INDEX requirements_gate;
DROP INDEX experiments_recovering;
CREATE INDEX experiments_recovering ON experiments (team_id, number) WHERE owes_recovery;
DROP INDEX experiments_team;
CREATE INDEX experiments_team ON experiments (team_id, number);
