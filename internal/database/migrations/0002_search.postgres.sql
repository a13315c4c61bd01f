-- What the search knows: one row for each document that can be found. Its
-- terms are made in Go (internal/search); PostgreSQL only looks them up.

-- +goose Up

CREATE TABLE search_documents (
    seq   bigint PRIMARY KEY, -- a hash of the id: a fixed random order
    kind  text NOT NULL,
    id    uuid NOT NULL,
    head  integer NOT NULL,   -- how many words are the title's
    terms text NOT NULL
) WITH (toast_tuple_target = 128); -- the terms out of the way: a lookup reads seq alone

CREATE INDEX search_index ON search_documents USING gin (array_to_tsvector(string_to_array(terms, ' ')))
    WITH (fastupdate = off); -- pending entries would be read through by every search

-- +goose Down

DROP TABLE search_documents;
