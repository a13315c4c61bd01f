-- The chain of hashes over what happened, and guards that keep both append-only.

-- +goose Up

CREATE TABLE audit_chain (
    position bigint PRIMARY KEY,
    seq      bigint NOT NULL UNIQUE, -- of the event
    hash     bytea NOT NULL
);
-- The genesis, which also is what a chainer locks.
INSERT INTO audit_chain (position, seq, hash) VALUES (0, 0, decode(repeat('00', 32), 'hex'));

CREATE INDEX events_kind ON events (kind, seq);

-- +goose StatementBegin
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: no % of %', TG_OP, TG_TABLE_NAME;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER events_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
CREATE TRIGGER audit_chain_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();

-- +goose Down

DROP TRIGGER events_only_grow ON events;
DROP INDEX events_kind;
DROP TABLE audit_chain;
DROP FUNCTION audit_only_grows();
