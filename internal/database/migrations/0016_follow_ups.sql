-- What comes after a lesson: its follow-ups by themselves, what other experiments found
-- of the same, which lesson supersedes it, and by when it is to be looked at again.

-- +goose Up

-- A follow-up of a lesson, kept in step with the lesson's content. Public: the lesson was
-- published with it, so that the team that does it reads it too.
CREATE TABLE follow_ups (
    id           {{uuid}} PRIMARY KEY,
    lesson_id    {{uuid}} NOT NULL REFERENCES lessons (id),
    from_team_id {{uuid}} NOT NULL REFERENCES teams (id), -- the lesson's
    team_id      {{uuid}} NOT NULL REFERENCES teams (id), -- does it
    what         TEXT NOT NULL,
    due          TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'done', 'not_needed')),
    reason       TEXT NOT NULL,
    public       BOOLEAN NOT NULL,
    chased       INTEGER NOT NULL, -- how many reminders were sent
    chase_at     {{time}},         -- of the next reminder
    version      INTEGER NOT NULL
);
CREATE INDEX follow_ups_lesson ON follow_ups (lesson_id);
CREATE INDEX follow_ups_team ON follow_ups (team_id, due, id);
CREATE INDEX follow_ups_from ON follow_ups (from_team_id, due, id);
CREATE INDEX follow_ups_open ON follow_ups (team_id, due, id) WHERE state = 'open';

-- Which experiments a published lesson names: they found the same, or otherwise.
CREATE TABLE lesson_links (
    lesson_id     {{uuid}} NOT NULL REFERENCES lessons (id),
    experiment_id {{uuid}} NOT NULL REFERENCES experiments (id),
    found         TEXT NOT NULL CHECK (found IN ('same', 'otherwise')),
    PRIMARY KEY (lesson_id, experiment_id, found)
);
CREATE INDEX lesson_links_experiment ON lesson_links (experiment_id);

-- Without REFERENCES, because SQLite could not take the column back; lessons are never deleted.
ALTER TABLE lessons ADD COLUMN superseded_by {{uuid}};
ALTER TABLE lessons ADD COLUMN superseded_in TEXT NOT NULL DEFAULT ''; -- the month
ALTER TABLE lessons ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;       -- how often what readers see has changed
ALTER TABLE lessons ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;       -- how often the team was asked to look at it again
ALTER TABLE lessons ADD COLUMN ask_at {{time}};
CREATE INDEX lessons_superseded ON lessons (superseded_by) WHERE superseded_by IS NOT NULL;
UPDATE lessons SET shown = edition;

-- What is in the lessons already is brought in step by a job for each.
INSERT INTO jobs (id, kind, key, data, run_at, attempts, error)
    SELECT l.id, 'lesson.follow', CAST(l.id AS TEXT), '{}', e.concluded_at, 0, ''
    FROM lessons l JOIN experiments e ON e.id = l.experiment_id
    WHERE l.draft -> 'follow_ups' IS NOT NULL OR l.published -> 'supporting' IS NOT NULL OR l.published -> 'contradicting' IS NOT NULL;

-- +goose Down
DELETE FROM jobs WHERE kind IN ('lesson.follow', 'lesson.look', 'follow_up.chase');
DROP INDEX lessons_superseded;
ALTER TABLE lessons DROP COLUMN ask_at;
ALTER TABLE lessons DROP COLUMN asked;
ALTER TABLE lessons DROP COLUMN shown;
ALTER TABLE lessons DROP COLUMN superseded_in;
ALTER TABLE lessons DROP COLUMN superseded_by;
DROP TABLE lesson_links;
DROP TABLE follow_ups;
