-- How many lessons of the whole library have each value of a facet.

-- +goose Up
CREATE TABLE facet_counts (
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (facet, value)
);
INSERT INTO facet_counts (facet, value, n) SELECT facet, value, COUNT(*) FROM lesson_facets GROUP BY facet, value;

-- +goose Down
DROP TABLE facet_counts;
