-- The chain of hashes over what happened, and guards that keep both append-only.

-- +goose Up

CREATE TABLE audit_chain (
    position INTEGER PRIMARY KEY,
    seq      INTEGER NOT NULL UNIQUE, -- of the event
    hash     BLOB NOT NULL
);
-- The genesis.
INSERT INTO audit_chain (position, seq, hash) VALUES (0, 0, zeroblob(32));

CREATE INDEX events_kind ON events (kind, seq);

-- +goose StatementBegin
CREATE TRIGGER events_only_grow_update BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only: no UPDATE of events');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_only_grow_delete BEFORE DELETE ON events BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only: no DELETE of events');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_chain_only_grows_update BEFORE UPDATE ON audit_chain BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only: no UPDATE of audit_chain');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_chain_only_grows_delete BEFORE DELETE ON audit_chain BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only: no DELETE of audit_chain');
END;
-- +goose StatementEnd

-- +goose Down

DROP TRIGGER events_only_grow_update;
DROP TRIGGER events_only_grow_delete;
DROP INDEX events_kind;
DROP TABLE audit_chain;
