-- Lessons that were published before the e-mail addresses of people were taken for names
-- lose them (lessons/store_addresses.go).

-- +goose Up
INSERT INTO jobs (id, kind, key, data, run_at, attempts, error)
    SELECT COALESCE((SELECT v.id FROM events v WHERE v.experiment_id = l.experiment_id AND v.kind = 'lesson.published' ORDER BY v.seq LIMIT 1), l.id),
        'lesson.addresses', CAST(l.id AS TEXT), '{}', e.concluded_at, 0, ''
    FROM lessons l JOIN experiments e ON e.id = l.experiment_id
    WHERE l.edition > 0;

-- +goose Down
DELETE FROM jobs WHERE kind = 'lesson.addresses';
