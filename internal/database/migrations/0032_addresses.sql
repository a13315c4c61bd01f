-- Lessons that were published before the e-mail addresses of people were taken for names
-- lose them (lessons/store_addresses.go). Most have none to lose.

-- +goose Up
INSERT INTO jobs (id, kind, key, data, run_at, attempts, error)
    SELECT COALESCE((SELECT v.id FROM events v WHERE v.experiment_id = l.experiment_id AND v.kind = 'lesson.published' ORDER BY v.seq LIMIT 1), l.id),
        'lesson.addresses', CAST(l.id AS TEXT), '{}', e.concluded_at, 0, ''
    FROM lessons l JOIN experiments e ON e.id = l.experiment_id
    WHERE l.edition > 0 AND (CAST(l.published AS TEXT) LIKE '%@%'
        OR EXISTS (SELECT 1 FROM revisions r WHERE r.experiment_id = e.id AND CAST(r.proposal AS TEXT) LIKE '%@%')
        OR EXISTS (SELECT 1 FROM lesson_editions d WHERE d.lesson_id = l.id AND CAST(d.published AS TEXT) LIKE '%@%'));

-- +goose Down
DELETE FROM jobs WHERE kind = 'lesson.addresses';
