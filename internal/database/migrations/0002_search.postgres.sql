-- What the search knows: one row for each document that can be found. Its
-- terms are made in Go (internal/search); PostgreSQL only looks them up.

-- +goose Up

CREATE TABLE search_documents (
    seq   bigint PRIMARY KEY, -- a hash of the id: a fixed random order
    kind  text NOT NULL,
    id    uuid NOT NULL,
    head  integer NOT NULL,   -- how many words are the title's
    words text NOT NULL,     -- to rank by: all in their order
    terms text NOT NULL      -- to look up: each once
) WITH (toast_tuple_target = 128); -- the texts out of the way: a lookup reads seq alone

CREATE INDEX search_index ON search_documents USING gin (array_to_tsvector(string_to_array(terms, ' ')))
    WITH (gin_pending_list_limit = 128); -- in kB: every search reads the pending entries through

-- +goose Down

DROP TABLE search_documents;
