-- Lessons that come to their readers: feeds, and a weekly mail.

-- +goose Up

-- What lets a feed reader in, one for each person who wants it; kept as SHA-256.
CREATE TABLE feed_keys (
    person_id  {{uuid}} PRIMARY KEY REFERENCES people (id),
    hash       {{bytes}} NOT NULL UNIQUE,
    created_at {{time}} NOT NULL,
    seen_at    {{time}}
);

-- Who asked for the weekly mail, in which language, and until which Monday they have been told.
CREATE TABLE digests (
    person_id {{uuid}} PRIMARY KEY REFERENCES people (id),
    language  TEXT NOT NULL,
    told_on   TEXT NOT NULL
);

-- Signs the links that end a mail.
CREATE TABLE mail_key (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    key {{bytes}} NOT NULL
);

-- What was published in a week.
CREATE INDEX events_published ON events (at) WHERE kind = 'lesson.published';

-- What the same month of earlier years taught.
CREATE INDEX lessons_anniversary ON lessons (month, id) WHERE edition > 0 AND superseded_by IS NULL;

-- +goose Down

DELETE FROM jobs WHERE kind IN ('digest.due', 'digest.mail');
DROP INDEX IF EXISTS lessons_anniversary;
DROP INDEX events_published;
DROP TABLE mail_key;
DROP TABLE digests;
DROP TABLE feed_keys;
