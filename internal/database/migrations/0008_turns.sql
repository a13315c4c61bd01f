-- Whose turn it is and since when, who is asked, and what people are told.

-- +goose Up

-- What one person is told. The words are made of the code when it is read.
CREATE TABLE notifications (
    id            {{uuid}} PRIMARY KEY,
    person_id     {{uuid}} NOT NULL REFERENCES people (id),
    code          TEXT NOT NULL,
    params        {{json}} NOT NULL,
    actor_id      {{uuid}} REFERENCES people (id), -- whose doing it tells of; NULL: the program's own
    experiment_id {{uuid}} REFERENCES experiments (id),
    link          TEXT NOT NULL,
    created_at    {{time}} NOT NULL,
    read_at       {{time}}
);
CREATE INDEX notifications_person ON notifications (person_id, id DESC);
CREATE INDEX notifications_unread ON notifications (person_id, id) WHERE read_at IS NULL;

-- Who stands in for whom on their routes; both days are included.
CREATE TABLE delegations (
    person_id   {{uuid}} NOT NULL REFERENCES people (id),
    delegate_id {{uuid}} NOT NULL REFERENCES people (id),
    from_on     TEXT NOT NULL,
    until_on    TEXT NOT NULL,
    PRIMARY KEY (person_id, from_on)
);
CREATE INDEX delegations_delegate ON delegations (delegate_id, until_on);
ALTER TABLE people ADD COLUMN delegations_version INTEGER NOT NULL DEFAULT 0;

-- For whom a delegate decided. Without REFERENCES, because SQLite could not take
-- the column back; people are never deleted.
ALTER TABLE decisions ADD COLUMN for_person_id {{uuid}};

-- Gates that a reviewer handed to another, or to the backups (NULL).
CREATE TABLE hand_overs (
    id         {{uuid}} PRIMARY KEY,
    review_id  {{uuid}} NOT NULL REFERENCES reviews (id),
    gate       TEXT NOT NULL,
    from_id    {{uuid}} NOT NULL REFERENCES people (id),
    to_id      {{uuid}} REFERENCES people (id),
    note       TEXT NOT NULL,
    created_at {{time}} NOT NULL,
    ended_at   {{time}}
);
CREATE UNIQUE INDEX hand_overs_standing ON hand_overs (review_id, gate) WHERE ended_at IS NULL;

ALTER TABLE reviews ADD COLUMN waits BOOLEAN NOT NULL DEFAULT FALSE; -- somebody has the next move
ALTER TABLE reviews ADD COLUMN clock_from {{time}}; -- the turn's beginning, or what the team did last in its own
ALTER TABLE reviews ADD COLUMN taken INTEGER NOT NULL DEFAULT 0; -- working days of the clock's last step since then
ALTER TABLE reviews ADD COLUMN taken_at {{time}};
UPDATE reviews SET clock_from = waiting_since, waits = state = 'open' OR state = 'approved'
    AND EXISTS (SELECT 1 FROM requirements q WHERE q.experiment_id = reviews.experiment_id AND q.revision = reviews.revision
        AND q.kind = 'condition' AND q.due = 'before_start' AND q.state = 'open')
    AND experiment_id IN (SELECT id FROM experiments WHERE status IN ('ready', 'paused'));
CREATE INDEX reviews_waiting ON reviews (turn, waiting_since, id) WHERE waits;
CREATE INDEX reviews_longest ON reviews (waiting_since, id);

-- Who has the next move in a review that waits, made of the tables above: "team:<id>",
-- and for each open gate "members:<route>", "backups:<route>", "person:<id>", "administrators".
CREATE TABLE asks (
    review_id     {{uuid}} NOT NULL REFERENCES reviews (id),
    gate          TEXT NOT NULL, -- '' where the team is asked
    who           TEXT NOT NULL,
    why           TEXT NOT NULL CHECK (why IN ('turn', 'handed_over', 'late', 'nobody')),
    experiment_id {{uuid}} NOT NULL,
    team_id       {{uuid}} NOT NULL,
    waiting_since {{time}} NOT NULL,
    told          BOOLEAN NOT NULL,
    PRIMARY KEY (review_id, gate, who)
);
CREATE INDEX asks_who ON asks (who, waiting_since, review_id);
CREATE INDEX asks_untold ON asks (review_id) WHERE NOT told;
CREATE INDEX contributors_person ON contributors (person_id, experiment_id);

-- What waits already: those whose turn it is know, and the clock goes on.
INSERT INTO asks (review_id, gate, who, why, experiment_id, team_id, waiting_since, told)
    SELECT r.id, '', 'team:' || CAST(e.team_id AS TEXT), 'turn', e.id, e.team_id, r.waiting_since, TRUE
    FROM reviews r JOIN experiments e ON e.id = r.experiment_id WHERE r.waits AND r.turn = 'team';
INSERT INTO asks (review_id, gate, who, why, experiment_id, team_id, waiting_since, told)
    SELECT r.id, q.gate, 'members:' || q.route, 'turn', e.id, e.team_id, r.waiting_since, TRUE
    FROM reviews r JOIN experiments e ON e.id = r.experiment_id
    JOIN requirements q ON q.experiment_id = r.experiment_id AND q.revision = r.revision AND q.kind = 'gate' AND q.state = 'open'
    WHERE r.waits AND r.turn = 'route';
INSERT INTO jobs (id, kind, key, data, run_at, attempts, error)
    SELECT id, 'review.turn', CAST(id AS TEXT), '{}', waiting_since, 0, '' FROM reviews WHERE waits;

-- +goose Down
DELETE FROM jobs WHERE kind LIKE 'review.%';
DROP INDEX contributors_person;
DROP TABLE asks;
DROP INDEX reviews_longest;
DROP INDEX reviews_waiting;
ALTER TABLE reviews DROP COLUMN taken_at;
ALTER TABLE reviews DROP COLUMN taken;
ALTER TABLE reviews DROP COLUMN clock_from;
ALTER TABLE reviews DROP COLUMN waits;
DROP TABLE hand_overs;
ALTER TABLE decisions DROP COLUMN for_person_id;
ALTER TABLE people DROP COLUMN delegations_version;
DROP TABLE delegations;
DROP TABLE notifications;
