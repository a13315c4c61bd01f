-- Open pages follow changes (internal/live). There is one writer, so the numbers of
-- events are the order in which they commit.

-- +goose Up

-- Seals how far a stream has come, so that its ids count nothing.
CREATE TABLE live_key (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    key {{bytes}} NOT NULL
);

-- +goose Down

DROP TABLE live_key;
