-- What reviewers offer, and what is said beside decisions.

-- +goose Up

-- Values that a reviewer proposes. An open offer belongs to the open review of the
-- present revision; every newer revision supersedes it.
CREATE TABLE counter_offers (
    id          {{uuid}} PRIMARY KEY,
    review_id   {{uuid}} NOT NULL REFERENCES reviews (id),
    n           INTEGER NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('change', 'split')),
    changes     {{json}} NOT NULL,
    message     TEXT NOT NULL,
    door        TEXT NOT NULL CHECK (door IN ('two_way', 'one_way')),
    state       TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected', 'superseded', 'withdrawn')),
    person_id   {{uuid}} NOT NULL REFERENCES people (id),
    created_at  {{time}} NOT NULL,
    answered_by {{uuid}} REFERENCES people (id), -- none: the system
    answered_at {{time}},
    answer      TEXT NOT NULL,
    pilot_id    {{uuid}} REFERENCES experiments (id),
    UNIQUE (review_id, n)
);

-- When the team last edited without a new revision: what was asked before is answered.
ALTER TABLE reviews ADD COLUMN answered_at {{time}};
UPDATE reviews SET answered_at = waiting_since WHERE state = 'open' AND turn = 'route';

-- What is said, as Markdown. Mentions hold ids and no names.
CREATE TABLE comments (
    id         {{uuid}} PRIMARY KEY,
    review_id  {{uuid}} NOT NULL REFERENCES reviews (id),
    person_id  {{uuid}} NOT NULL REFERENCES people (id),
    text       TEXT NOT NULL, -- '' when it was removed
    version    INTEGER NOT NULL,
    created_at {{time}} NOT NULL,
    edited_at  {{time}},
    removed_at {{time}}
);
CREATE INDEX comments_review ON comments (review_id, created_at);
CREATE INDEX comments_person ON comments (person_id, created_at);

-- What a comment said before it was edited or removed.
CREATE TABLE comment_versions (
    comment_id {{uuid}} NOT NULL REFERENCES comments (id),
    version    INTEGER NOT NULL,
    text       TEXT NOT NULL,
    said_at    {{time}} NOT NULL,
    PRIMARY KEY (comment_id, version)
);

-- +goose Down
DROP TABLE comment_versions;
DROP TABLE comments;
ALTER TABLE reviews DROP COLUMN answered_at;
DROP TABLE counter_offers;
