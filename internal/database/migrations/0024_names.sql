-- A lesson that is published is asked for the names of people. They are looked up by how
-- they begin instead of being read all.

-- +goose Up

-- The program folds names, so it fills this: with every change of a person, and once an
-- hour for those whose key is not of their version. Until then they are read as before.
ALTER TABLE people ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN name_key_version INTEGER NOT NULL DEFAULT 0; -- of the person, when the key was made
CREATE INDEX people_name_key ON people (name_key);
CREATE INDEX people_without_name_key ON people ((version - name_key_version)); -- an expression, of which there are statistics

-- +goose Down

DROP INDEX people_without_name_key;
DROP INDEX people_name_key;
ALTER TABLE people DROP COLUMN name_key_version;
ALTER TABLE people DROP COLUMN name_key;
