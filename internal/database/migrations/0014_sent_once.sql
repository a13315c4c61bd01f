-- A check-in that waited for a connection counts once, however long it waited.

-- +goose Up

ALTER TABLE check_ins ADD COLUMN sent_as TEXT NOT NULL DEFAULT ''; -- digest of who sent it, its key and its words; '' without a key
CREATE UNIQUE INDEX check_ins_sent ON check_ins (experiment_id, sent_as) WHERE sent_as <> '';

-- +goose Down

DROP INDEX check_ins_sent;
ALTER TABLE check_ins DROP COLUMN sent_as;
