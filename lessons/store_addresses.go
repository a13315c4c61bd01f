package lessons

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/text"
	"ajar/lessons/blameless"
)

// addressesJob is the kind of job that takes the e-mail addresses of people out of a lesson
// that was published while they were not yet taken for names.
const addressesJob = "lesson.addresses"

// hideAddresses does the job addressesJob: a role stands for each of them from then on, in
// what readers see, in all its editions and in the draft, as if it were published now. It
// may come twice.
func (s *Store) hideAddresses(ctx context.Context, id uuid.UUID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		l, e, err := s.lockLesson(ctx, id)
		if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && l.Published == nil {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.withoutAddresses(ctx, l); err != nil {
			return err
		}
		return s.findAgain(ctx, l, e) // by what was planned, too, which readers do not see
	})
}

// withoutAddresses writes a lesson without them, under its lock.
func (s *Store) withoutAddresses(ctx context.Context, l *lesson) error {
	var editions []editionRow
	if err := s.db.Read(ctx).Where("lesson_id = ?", l.ID).Find(&editions).Error; err != nil {
		return err
	}
	words := slices.Concat(l.Draft.words(), l.Published.words())
	for _, row := range editions {
		words = append(words, row.Published.words()...)
	}
	roles, err := s.addressees(ctx, words)
	if err != nil || roles == nil {
		return err
	}
	for _, row := range editions {
		row.Published.nameless(roles)
		if err := s.db.Write(ctx).Where("lesson_id = ? AND edition = ?", l.ID, row.Edition).Select("published").Updates(&row).Error; err != nil {
			return err
		}
	}
	l.Published.nameless(roles)
	l.Draft.Content, _ = l.Draft.nameless(roles, l.Published.Language)
	l.Version++
	l.Shown++
	if err := s.db.Write(ctx).Select("draft", "published", "version", "shown").Updates(l).Error; err != nil {
		return err
	}
	return s.link(ctx, l) // the lessons that name it as the better one show its headline
}

// addressees are the roles that stand for the e-mail addresses in words that are somebody's;
// nil where none is.
func (s *Store) addressees(ctx context.Context, words []string) (*blameless.Roles, error) {
	written := text.Addresses(words...)
	if len(written) == 0 {
		return nil, nil
	}
	var known []string
	err := s.db.Read(ctx).Table("people").Where("email IN ?", written).Pluck("email", &known).Error
	if err != nil || len(known) == 0 {
		return nil, err
	}
	return blameless.RolesOf(nil, nil, known), nil
}
