package lessons

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"ajar/experiments"
)

// Tell reads a published lesson as a text, and its version. Everyone signed in may.
func (s *Store) Tell(ctx context.Context, id uuid.UUID) (Told, int, error) {
	p, err := s.One(ctx, id)
	if err != nil {
		return Told{}, 0, err
	}
	told, err := s.TellAll(ctx, []Publication{*p})
	if err != nil {
		return Told{}, 0, err
	}
	return told[0], p.Version, nil
}

// TellAll makes texts of lessons, in their order: one statement for all, or for as many
// experiments as databases take at once.
func (s *Store) TellAll(ctx context.Context, all []Publication) ([]Told, error) {
	ids := []uuid.UUID{}
	for _, p := range all {
		ids = append(append(ids, p.Supporting...), p.Contradicting...)
	}
	keys := Keys{}
	for some := range slices.Chunk(ids, 10_000) {
		var rows []struct {
			ID     uuid.UUID
			Number int64
		}
		if err := s.db.Read(ctx).Table("experiments").Select("id, number").Where("id IN ? AND revision > 0", some).Scan(&rows).Error; err != nil {
			return nil, err
		}
		for _, r := range rows {
			keys[r.ID] = experiments.KeyOf(r.Number)
		}
	}
	told := make([]Told, len(all))
	for i, p := range all {
		told[i] = p.Told(keys)
	}
	return told, nil
}
