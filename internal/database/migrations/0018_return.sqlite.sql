-- What comes back to a team for writing a lesson: readers, teams that it helped, proposals
-- that build on it, and thanks.

-- +goose Up

CREATE INDEX lessons_team ON lessons (team_id) WHERE edition > 0;

-- The counts of each lesson, and what of them its team was told.
CREATE TABLE lesson_returns (
    lesson_id     {{uuid}} PRIMARY KEY REFERENCES lessons (id),
    readers       INTEGER NOT NULL DEFAULT 0,
    helped_people INTEGER NOT NULL DEFAULT 0,
    helped_teams  INTEGER NOT NULL DEFAULT 0,
    used_in       INTEGER NOT NULL DEFAULT 0,
    told_readers  INTEGER NOT NULL DEFAULT 0,
    told_teams    INTEGER NOT NULL DEFAULT 0,
    told_used_in  INTEGER NOT NULL DEFAULT 0,
    first_helped  BOOLEAN NOT NULL DEFAULT FALSE, -- it was told that it helped somebody
    first_used    BOOLEAN NOT NULL DEFAULT FALSE  -- and that somebody builds on it
);

-- Who opened a lesson in a month: a hash under that month's key. Both go when the month is
-- over; then only the number is left.
CREATE TABLE reading_keys (
    month TEXT PRIMARY KEY,
    key   {{bytes}} NOT NULL
);
CREATE TABLE lesson_readers (
    lesson_id {{uuid}} NOT NULL REFERENCES lessons (id),
    reader    {{bytes}} NOT NULL,
    month     TEXT NOT NULL,
    PRIMARY KEY (lesson_id, reader)
);
CREATE INDEX lesson_readers_month ON lesson_readers (month);
CREATE TABLE lesson_reads (
    lesson_id {{uuid}} NOT NULL REFERENCES lessons (id),
    month     TEXT NOT NULL,
    readers   INTEGER NOT NULL,
    PRIMARY KEY (lesson_id, month)
);

-- Whom it helped, once each, and for which team they said so. No answer is made of the person.
CREATE TABLE lesson_helps (
    lesson_id {{uuid}} NOT NULL REFERENCES lessons (id),
    person_id {{uuid}} NOT NULL REFERENCES people (id),
    team_id   {{uuid}} REFERENCES teams (id),
    month     TEXT NOT NULL,
    PRIMARY KEY (lesson_id, person_id)
);

-- Submitted experiments that build on it.
CREATE TABLE lesson_uses (
    lesson_id     {{uuid}} NOT NULL REFERENCES lessons (id),
    experiment_id {{uuid}} NOT NULL REFERENCES experiments (id),
    month         TEXT NOT NULL,
    PRIMARY KEY (lesson_id, experiment_id)
);
CREATE INDEX lesson_uses_experiment ON lesson_uses (experiment_id);

-- Those of before were submitted in a month that nobody need be told of any more.
INSERT INTO lesson_uses (lesson_id, experiment_id, month)
    SELECT DISTINCT l.id, e.id, '2000-01' FROM experiments e CROSS JOIN json_each(e.builds_on) b JOIN lessons l ON l.id = b.value
    WHERE e.revision > 0 AND l.edition > 0;
INSERT INTO lesson_returns (lesson_id, used_in, told_used_in, first_used)
    SELECT lesson_id, COUNT(*), COUNT(*), TRUE FROM lesson_uses GROUP BY lesson_id;

-- Thanks go from team to team, as readers see them; who wrote them is kept nowhere.
CREATE TABLE thanks (
    id            {{uuid}} PRIMARY KEY,
    text          TEXT NOT NULL,
    language      TEXT NOT NULL,
    month         TEXT NOT NULL,
    from_team_id  {{uuid}} NOT NULL REFERENCES teams (id),
    from_shown_as TEXT NOT NULL,
    from_shown_id {{uuid}} REFERENCES teams (id),
    to_team_id    {{uuid}} NOT NULL REFERENCES teams (id),
    to_shown_as   TEXT NOT NULL,
    to_shown_id   {{uuid}} REFERENCES teams (id),
    lesson_id     {{uuid}} REFERENCES lessons (id),
    experiment_id {{uuid}} REFERENCES experiments (id)
);
CREATE INDEX thanks_newest ON thanks (month DESC, id);
CREATE INDEX thanks_to ON thanks (to_team_id, month DESC, id);
CREATE INDEX thanks_from ON thanks (from_team_id, month DESC, id);

-- +goose Down

DELETE FROM jobs WHERE kind IN ('lesson.week', 'lesson.forget_readers');
DROP TABLE thanks;
DROP TABLE lesson_uses;
DROP TABLE lesson_helps;
DROP TABLE lesson_reads;
DROP TABLE lesson_readers;
DROP TABLE reading_keys;
DROP TABLE lesson_returns;
DROP INDEX lessons_team;
