-- What gets in the way, who says "me too", and what Home asks for.

-- +goose Up

-- An obstacle, as readers see it: a team of fewer than four is shown as its area, and
-- of when there is the month alone. Whether it is being tried is told by its experiments.
CREATE TABLE obstacles (
    id            {{uuid}} PRIMARY KEY,
    text          TEXT NOT NULL,
    language      TEXT NOT NULL,
    team_id       {{uuid}} REFERENCES teams (id), -- whose it is; NULL: the organisation's
    shown_as      TEXT NOT NULL,
    shown_team_id {{uuid}} REFERENCES teams (id),
    moment_id     {{uuid}} REFERENCES moments (id),
    month         TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('open', 'removed', 'kept')),
    reason        TEXT NOT NULL,
    ended_month   TEXT NOT NULL,
    me_too        INTEGER NOT NULL, -- how many people of obstacle_me_toos
    version       INTEGER NOT NULL
);
CREATE INDEX obstacles_newest ON obstacles (month DESC, id);
CREATE INDEX obstacles_state ON obstacles (state, month DESC, id);
CREATE INDEX obstacles_ended ON obstacles (state, ended_month DESC, id);
CREATE INDEX obstacles_most ON obstacles (me_too DESC, id);
CREATE INDEX obstacles_team ON obstacles (team_id, month DESC, id);
CREATE INDEX obstacles_moment ON obstacles (moment_id, month DESC, id);

-- Who posted it: no answer to others is made of this.
CREATE TABLE obstacle_authors (
    obstacle_id {{uuid}} NOT NULL REFERENCES obstacles (id),
    person_id   {{uuid}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (obstacle_id, person_id)
);
CREATE INDEX obstacle_authors_person ON obstacle_authors (person_id, obstacle_id);

-- Who says "me too", once each, and for which team they counted then.
CREATE TABLE obstacle_me_toos (
    obstacle_id {{uuid}} NOT NULL REFERENCES obstacles (id),
    person_id   {{uuid}} NOT NULL REFERENCES people (id),
    team_id     {{uuid}} REFERENCES teams (id),
    PRIMARY KEY (obstacle_id, person_id)
);

-- Without REFERENCES, because SQLite could not take the column back; obstacles are never deleted.
ALTER TABLE experiments ADD COLUMN obstacle_id {{uuid}};
CREATE INDEX experiments_obstacle ON experiments (obstacle_id, number) WHERE obstacle_id IS NOT NULL;

-- What teams have begun and not ended, or owe: however much they have ended.
CREATE INDEX experiments_at_hand ON experiments (team_id, number)
    WHERE status IN ('draft', 'ready', 'running', 'paused') OR owes_lesson OR owes_recovery;
CREATE INDEX asks_team ON asks (team_id, review_id);
CREATE INDEX asks_late ON asks (review_id) WHERE why IN ('late', 'nobody');

-- +goose Down
DROP INDEX asks_late;
DROP INDEX asks_team;
DROP INDEX experiments_at_hand;
DROP INDEX experiments_obstacle;
ALTER TABLE experiments DROP COLUMN obstacle_id;
DROP TABLE obstacle_me_toos;
DROP TABLE obstacle_authors;
DROP TABLE obstacles;
