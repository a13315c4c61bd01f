-- What became of what somebody decided is found by who decided.

-- +goose Up
CREATE INDEX decisions_person ON decisions (person_id, review_id);
CREATE INDEX lowerings_person ON lowerings (person_id, review_id);

-- +goose Down
DROP INDEX lowerings_person;
DROP INDEX decisions_person;
