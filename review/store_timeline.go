package review

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/accounts"
)

// happenings are all that was said or happened in the reviews of an experiment. It
// is only ever added to: an edit of a comment changes its words and not its place,
// and of the ends of a review it tells those from which nothing comes back.
const happenings = `
	SELECT 'revision' AS kind, CAST(v.number AS TEXT) AS id, v.created_at AS at, v.created_by AS person_id, r.id AS review_id, v.number AS revision,
		'' AS gate, v.verdict->>'door' AS what, 0 AS n, '' AS text, '' AS note, NULLIF(r.id, r.id) AS pilot_id, NULLIF(v.created_by, v.created_by) AS other_id
	FROM revisions v LEFT JOIN reviews r ON r.experiment_id = v.experiment_id AND r.revision = v.number
	WHERE v.experiment_id = @experiment
UNION ALL
	SELECT 'decision', CAST(d.id AS TEXT), d.created_at, d.person_id, r.id, r.revision, d.gate, d.verdict, 0, d.reason, '', NULL, d.for_person_id
	FROM decisions d JOIN reviews r ON r.id = d.review_id WHERE r.experiment_id = @experiment
UNION ALL
	SELECT 'dismissed', CAST(d.id AS TEXT), d.dismissed_at, NULL, r.id, r.revision, d.gate, d.verdict, 0, '', '', NULL, NULL
	FROM decisions d JOIN reviews r ON r.id = d.review_id WHERE r.experiment_id = @experiment AND d.dismissed_at IS NOT NULL
UNION ALL
	SELECT 'lowered', CAST(l.id AS TEXT), l.created_at, l.person_id, r.id, r.revision, l.gate, '', 0, l.reason, '', NULL, NULL
	FROM lowerings l JOIN reviews r ON r.id = l.review_id WHERE r.experiment_id = @experiment
UNION ALL
	SELECT 'raised', CAST(a.id AS TEXT), a.raised_at, a.raised_by, r.id, a.revision, a.gate, '', 0, a.reason, '', NULL, NULL
	FROM raises a LEFT JOIN reviews r ON r.experiment_id = a.experiment_id AND r.revision = a.revision WHERE a.experiment_id = @experiment
UNION ALL
	SELECT 'counter_offer', CAST(o.id AS TEXT), o.created_at, o.person_id, r.id, r.revision, '', o.door, o.n, o.message, '', NULL, NULL
	FROM counter_offers o JOIN reviews r ON r.id = o.review_id WHERE r.experiment_id = @experiment
UNION ALL
	SELECT 'counter_offer_answered', CAST(o.id AS TEXT), o.answered_at, o.answered_by, r.id, r.revision, '', o.state, o.n, o.answer, '', o.pilot_id, NULL
	FROM counter_offers o JOIN reviews r ON r.id = o.review_id WHERE r.experiment_id = @experiment AND o.answered_at IS NOT NULL
UNION ALL
	SELECT 'condition_met', CAST(q.revision AS TEXT) || '.' || CAST(q.n AS TEXT), q.met_at, NULL, r.id, q.revision, q.gate, '', q.n, q.text, q.note, NULL, NULL
	FROM requirements q JOIN reviews r ON r.experiment_id = q.experiment_id AND r.revision = q.revision
	WHERE q.experiment_id = @experiment AND q.kind = 'condition' AND q.met_at IS NOT NULL
UNION ALL
	SELECT 'handed_over', CAST(h.id AS TEXT), h.created_at, h.from_id, r.id, r.revision, h.gate, '', 0, h.note, '', NULL, h.to_id
	FROM hand_overs h JOIN reviews r ON r.id = h.review_id WHERE r.experiment_id = @experiment
UNION ALL
	SELECT 'comment', CAST(c.id AS TEXT), c.created_at, c.person_id, r.id, r.revision, '', '', 0, '', '', NULL, NULL
	FROM comments c JOIN reviews r ON r.id = c.review_id WHERE r.experiment_id = @experiment
UNION ALL
	SELECT 'turn', CAST(v.id AS TEXT), v.at, NULL, r.id, r.revision, '', CASE v.kind WHEN 'review.turn_team' THEN 'team' ELSE 'route' END, 0, '', '', NULL, NULL
	FROM events v JOIN reviews r ON r.experiment_id = v.experiment_id AND r.revision = CAST(v.data->>'revision' AS INTEGER)
	WHERE v.experiment_id = @experiment AND v.kind IN ('review.turn_team', 'review.turn_route')
UNION ALL
	SELECT 'ended', CAST(r.id AS TEXT), r.closed_at, NULL, r.id, r.revision, '', r.state, 0, '', '', NULL, NULL
	FROM reviews r WHERE r.experiment_id = @experiment AND r.closed_at IS NOT NULL AND r.state IN ('declined', 'withdrawn', 'expired')`

// Timeline reads what was said and happened in all reviews of a review's
// experiment, oldest first, after so many entries, and whether there is more: six
// statements, whatever it holds. Everyone who may read the review may.
func (s *Store) Timeline(ctx context.Context, actor accounts.Actor, id uuid.UUID, after, limit int, language string) ([]Entry, bool, error) {
	r, err := s.dressed(ctx, actor, id)
	if err != nil {
		return nil, false, err
	}
	var page []happening
	err = s.db.Read(ctx).Raw("SELECT * FROM ("+happenings+") h ORDER BY at, kind, id LIMIT @limit OFFSET @after",
		map[string]any{"experiment": r.ExperimentID, "limit": limit + 1, "after": after}).Scan(&page).Error
	if err != nil {
		return nil, false, err
	}
	more := len(page) > limit
	if more {
		page = page[:limit]
	}
	entries, err := s.entries(ctx, r.readerOf(actor, language), page)
	return entries, more, err
}

// entries gives happenings the names of who did them, and comments their words.
func (s *Store) entries(ctx context.Context, as reader, page []happening) ([]Entry, error) {
	var ids, said []uuid.UUID
	for _, h := range page {
		for _, id := range []*uuid.UUID{h.PersonID, h.OtherID} {
			if id != nil {
				ids = append(ids, *id)
			}
		}
		if h.Kind == CommentEntry {
			said = append(said, uuid.MustParse(h.ID))
		}
	}
	comments, err := s.commentsOf(ctx, as, said)
	if err != nil {
		return nil, err
	}
	names, err := accounts.NamesOf(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, len(page))
	for i, h := range page {
		entries[i] = h.entry(as, names)
		if h.Kind == CommentEntry {
			entries[i].Comment = comments[h.ID]
			entries[i].By = entries[i].Comment.By
		}
	}
	return entries, nil
}

// commentsOf reads comments as the reader may see them, by their ids.
func (s *Store) commentsOf(ctx context.Context, as reader, ids []uuid.UUID) (map[string]*Comment, error) {
	found, err := s.comments(ctx, "comments.id IN ?", ids)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(found))
	for i := range found {
		texts[i] = found[i].Text
	}
	known, err := s.mentioned(ctx, texts)
	if err != nil {
		return nil, err
	}
	byID := map[string]*Comment{}
	for i := range found {
		if err := found[i].tell(as, known); err != nil {
			return nil, err
		}
		byID[found[i].ID.String()] = &found[i]
	}
	return byID, nil
}
