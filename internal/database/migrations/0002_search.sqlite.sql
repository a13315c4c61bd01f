-- What the search knows: one row for each document that can be found. Its
-- terms are made in Go (internal/search); FTS5 only looks them up, so the
-- tokenizer takes every character for a part of a term but the blank.

-- +goose Up

CREATE TABLE search_documents (
    seq   INTEGER PRIMARY KEY, -- a hash of the id: a fixed random order
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    head  INTEGER NOT NULL,    -- how many words are the title's
    words TEXT NOT NULL,     -- to rank by: all in their order
    terms TEXT NOT NULL      -- to look up: each once
);

CREATE VIRTUAL TABLE search_index USING fts5 (
    terms,
    content = 'search_documents', content_rowid = 'seq',
    detail = none, columnsize = 0, prefix = '3',
    tokenize = "ascii tokenchars '^#%'"
);

-- +goose StatementBegin
CREATE TRIGGER search_documents_insert AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_index (rowid, terms) VALUES (new.seq, new.terms);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER search_documents_delete AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.seq, old.terms);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER search_documents_update AFTER UPDATE OF terms ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.seq, old.terms);
    INSERT INTO search_index (rowid, terms) VALUES (new.seq, new.terms);
END;
-- +goose StatementEnd

-- +goose Down

DROP TABLE search_index;
DROP TABLE search_documents;
