-- What the library counts and tells first.

-- +goose Up

-- How many lessons of the whole library have each value of a facet.
CREATE TABLE facet_counts (
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (facet, value)
);
INSERT INTO facet_counts (facet, value, n) SELECT facet, value, COUNT(*) FROM lesson_facets GROUP BY facet, value;

-- In which month readers first saw a lesson. Of those of before, the month of the
-- conclusion is known.
ALTER TABLE lessons ADD COLUMN published_month TEXT NOT NULL DEFAULT '';
UPDATE lessons SET published_month = month WHERE edition > 0;
CREATE INDEX lessons_newest ON lessons (published_month DESC, id) WHERE edition > 0;

-- +goose Down
DROP INDEX lessons_newest;
ALTER TABLE lessons DROP COLUMN published_month;
DROP TABLE facet_counts;
