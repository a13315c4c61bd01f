-- A word that is being typed makes FTS5 put the lists of all words that begin so together, to
-- their end, however few of the documents are wanted; and words that seldom meet are followed to
-- the end as well. The first documents of the fixed order are now in smaller indexes too, each an
-- eighth of the next, as large as the parts that PostgreSQL looks into since 0021: a question is
-- asked of the smallest that is thought to have enough, and of a larger one if it had not.

-- +goose Up

CREATE VIRTUAL TABLE search_index_0 USING fts5 (terms, -- up to 2^53
    content = 'search_documents', content_rowid = 'seq', detail = none, columnsize = 0, prefix = '3', tokenize = "ascii tokenchars '^#%'");
CREATE VIRTUAL TABLE search_index_1 USING fts5 (terms, -- up to 2^56
    content = 'search_documents', content_rowid = 'seq', detail = none, columnsize = 0, prefix = '3', tokenize = "ascii tokenchars '^#%'");
CREATE VIRTUAL TABLE search_index_2 USING fts5 (terms, -- up to 2^59
    content = 'search_documents', content_rowid = 'seq', detail = none, columnsize = 0, prefix = '3', tokenize = "ascii tokenchars '^#%'");

INSERT INTO search_index_0 (rowid, terms) SELECT seq, terms FROM search_documents WHERE seq < 9007199254740992;
INSERT INTO search_index_1 (rowid, terms) SELECT seq, terms FROM search_documents WHERE seq < 72057594037927936;
INSERT INTO search_index_2 (rowid, terms) SELECT seq, terms FROM search_documents WHERE seq < 576460752303423488;

DROP TRIGGER search_documents_insert;
DROP TRIGGER search_documents_delete;
DROP TRIGGER search_documents_update;

-- +goose StatementBegin
CREATE TRIGGER search_documents_insert AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_index (rowid, terms) VALUES (new.seq, new.terms);
    INSERT INTO search_index_0 (rowid, terms) SELECT new.seq, new.terms WHERE new.seq < 9007199254740992;
    INSERT INTO search_index_1 (rowid, terms) SELECT new.seq, new.terms WHERE new.seq < 72057594037927936;
    INSERT INTO search_index_2 (rowid, terms) SELECT new.seq, new.terms WHERE new.seq < 576460752303423488;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER search_documents_delete AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.seq, old.terms);
    INSERT INTO search_index_0 (search_index_0, rowid, terms) SELECT 'delete', old.seq, old.terms WHERE old.seq < 9007199254740992;
    INSERT INTO search_index_1 (search_index_1, rowid, terms) SELECT 'delete', old.seq, old.terms WHERE old.seq < 72057594037927936;
    INSERT INTO search_index_2 (search_index_2, rowid, terms) SELECT 'delete', old.seq, old.terms WHERE old.seq < 576460752303423488;
END;
-- +goose StatementEnd

-- The place stays, as it is the document's key.
-- +goose StatementBegin
CREATE TRIGGER search_documents_update AFTER UPDATE OF terms ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.seq, old.terms);
    INSERT INTO search_index_0 (search_index_0, rowid, terms) SELECT 'delete', old.seq, old.terms WHERE old.seq < 9007199254740992;
    INSERT INTO search_index_1 (search_index_1, rowid, terms) SELECT 'delete', old.seq, old.terms WHERE old.seq < 72057594037927936;
    INSERT INTO search_index_2 (search_index_2, rowid, terms) SELECT 'delete', old.seq, old.terms WHERE old.seq < 576460752303423488;
    INSERT INTO search_index (rowid, terms) VALUES (new.seq, new.terms);
    INSERT INTO search_index_0 (rowid, terms) SELECT new.seq, new.terms WHERE new.seq < 9007199254740992;
    INSERT INTO search_index_1 (rowid, terms) SELECT new.seq, new.terms WHERE new.seq < 72057594037927936;
    INSERT INTO search_index_2 (rowid, terms) SELECT new.seq, new.terms WHERE new.seq < 576460752303423488;
END;
-- +goose StatementEnd

-- +goose Down

DROP TRIGGER search_documents_insert;
DROP TRIGGER search_documents_delete;
DROP TRIGGER search_documents_update;
DROP TABLE search_index_0;
DROP TABLE search_index_1;
DROP TABLE search_index_2;

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
