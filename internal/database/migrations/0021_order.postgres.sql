-- A search looks through the first documents of the fixed order, and through more while
-- they are too few. The documents now lie in partitions that follow the order, each eight
-- times as large as all before it, so that looking into the first ones takes the same
-- time however many there are.
--
-- The terms are made a function of their own, because its price tells the planner that
-- reading a document's terms is dear; else it reads small partitions row by row.

-- +goose Up

CREATE FUNCTION search_terms(terms text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT COST 10000
    AS $$ BEGIN RETURN array_to_tsvector(string_to_array(terms, ' ')); END $$;

CREATE TABLE search_documents_ordered (
    seq   bigint PRIMARY KEY, -- a hash of the id, below 2^62
    kind  text NOT NULL,
    id    uuid NOT NULL,
    head  integer NOT NULL,
    words text NOT NULL,
    terms text NOT NULL
) PARTITION BY RANGE (seq);

CREATE TABLE search_documents_0 PARTITION OF search_documents_ordered FOR VALUES FROM (MINVALUE) TO (9007199254740992) -- up to 2^53
    WITH (toast_tuple_target = 128);
CREATE TABLE search_documents_1 PARTITION OF search_documents_ordered FOR VALUES FROM (9007199254740992) TO (72057594037927936) -- up to 2^56
    WITH (toast_tuple_target = 128);
CREATE TABLE search_documents_2 PARTITION OF search_documents_ordered FOR VALUES FROM (72057594037927936) TO (576460752303423488) -- up to 2^59
    WITH (toast_tuple_target = 128);
CREATE TABLE search_documents_3 PARTITION OF search_documents_ordered FOR VALUES FROM (576460752303423488) TO (MAXVALUE)
    WITH (toast_tuple_target = 128);

LOCK TABLE search_documents IN SHARE MODE; -- who reads goes on

-- The terms that told a document's depth in the order are asked for no longer.
INSERT INTO search_documents_ordered
    SELECT seq, kind, id, head, words, ltrim(regexp_replace(terms, '(^| )%[0-9]+', '', 'g')) FROM search_documents;

SET LOCAL maintenance_work_mem = '512MB';
CREATE INDEX search_index_ordered ON search_documents_ordered USING gin (search_terms(terms))
    WITH (gin_pending_list_limit = 128);

DROP TABLE search_documents;
ALTER TABLE search_documents_ordered RENAME TO search_documents;
ALTER INDEX search_documents_ordered_pkey RENAME TO search_documents_pkey;
ALTER INDEX search_index_ordered RENAME TO search_index;
ANALYZE search_documents;

-- +goose Down

-- Without the terms of depth the program before finds the same, slower.

ALTER TABLE search_documents RENAME TO search_documents_after;
ALTER INDEX search_index RENAME TO search_index_after;
ALTER INDEX search_documents_pkey RENAME TO search_documents_after_pkey;

CREATE TABLE search_documents (
    seq   bigint PRIMARY KEY,
    kind  text NOT NULL,
    id    uuid NOT NULL,
    head  integer NOT NULL,
    words text NOT NULL,
    terms text NOT NULL
) WITH (toast_tuple_target = 128);

INSERT INTO search_documents SELECT * FROM search_documents_after;

CREATE INDEX search_index ON search_documents USING gin (array_to_tsvector(string_to_array(terms, ' ')))
    WITH (gin_pending_list_limit = 128);

DROP TABLE search_documents_after;
DROP FUNCTION search_terms;
