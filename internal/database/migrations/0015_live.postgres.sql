-- Open pages follow changes (internal/live). A reader that remembers the snapshot in
-- which it last read finds by its transaction exactly what has committed since,
-- in whichever order the numbers were given out.

-- +goose Up

-- Two steps, so that the rows that are there stay as they are and keep no transaction.
ALTER TABLE events ADD COLUMN tx xid8;
ALTER TABLE events ALTER COLUMN tx SET DEFAULT pg_current_xact_id();
CREATE INDEX events_tx ON events (tx) WHERE tx IS NOT NULL;

-- Seals how far a stream has come, so that its ids count nothing.
CREATE TABLE live_key (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    key {{bytes}} NOT NULL
);

-- +goose Down

DROP TABLE live_key;
DROP INDEX events_tx;
ALTER TABLE events DROP COLUMN tx;
