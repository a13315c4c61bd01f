package experiments

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// PolicySource is a policy document as it is written.
type PolicySource string

// Faults names everything wrong with it.
func (p PolicySource) Faults() []fault.Field {
	_, err := door.Parse([]byte(p))
	f, _ := errors.AsType[*fault.Error](err)
	if f == nil {
		return nil
	}
	return f.Fields
}

// SavePolicy makes the next version of the door policy; what it changes may be
// said in a note. Saving what is there already makes none. A document that cannot
// be a policy answers a fault that names everything wrong with it. Administrators;
// ifVersion nil means whatever is there.
func (s *Store) SavePolicy(ctx context.Context, actor accounts.Actor, ifVersion *int, source, note string) (*PolicyVersion, error) {
	if !actor.Is(accounts.Admin) {
		return nil, fault.Denied("administrators-only", "Only an administrator can do this. Ask one of yours.")
	}
	compiled, err := door.Parse([]byte(source))
	if err != nil {
		return nil, err
	}
	var saved *PolicyVersion
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		newest, err := s.newestLocked(ctx)
		if err != nil {
			return err
		}
		if err := fault.Unchanged(newest.Version, ifVersion); err != nil {
			return err
		}
		if newest.Source == source {
			saved = newest
			return nil
		}
		saved = &PolicyVersion{Version: newest.Version + 1, Source: source, Note: strings.TrimSpace(note), CreatedBy: personOf(actor), CreatedAt: s.clock.Now(), Compiled: compiled}
		if err := s.db.Write(ctx).Create(saved).Error; err != nil {
			return err
		}
		return audit.Record(ctx, s.db, audit.Event{At: saved.CreatedAt, Actor: personOf(actor), Kind: "policy.saved", Subject: fmt.Sprintf("policy:%d", saved.Version)})
	})
	return saved, err
}

// personOf is whom the tables name; nil for the program itself.
func personOf(actor accounts.Actor) *uuid.UUID {
	if actor.PersonID == uuid.Nil {
		return nil
	}
	return &actor.PersonID
}

// newestLocked reads the newest version and keeps others from saving the next
// until the transaction ends. The row of version 1 stands for all of them; those
// who refer to it are not held up.
func (s *Store) newestLocked(ctx context.Context) (*PolicyVersion, error) {
	var first PolicyVersion
	if err := s.db.Write(ctx).Clauses(database.Held).Where("version = 1").Limit(1).Find(&first).Error; err != nil {
		return nil, err
	}
	v, _, err := s.policies.newest(ctx)
	return v, err
}

// SavedPolicy is a version in the history of the policy.
type SavedPolicy struct {
	Version   int       `json:"version"`
	Note      string    `json:"note,omitempty" doc:"What it changes, in the words of who saved it"`
	By        string    `json:"by,omitempty" doc:"Who saved it; left out for the one that Ajar ships"`
	CreatedAt time.Time `json:"created_at"`
}

// PolicyVersions reads a page of the history, newest first, and whether there is
// more. before is the version that the page before ended with, 0 at first.
func (s *Store) PolicyVersions(ctx context.Context, before, limit int) ([]SavedPolicy, bool, error) {
	q := s.history(ctx).Order("policies.version DESC")
	if before > 0 {
		q = q.Where("policies.version < ?", before)
	}
	return database.Page[SavedPolicy](q, limit)
}

func (s *Store) history(ctx context.Context) *gorm.DB {
	return s.db.Read(ctx).Table("policies").Select("policies.version, policies.note, policies.created_at, people.name AS by").
		Joins("LEFT JOIN people ON people.id = policies.created_by")
}

// ComparedPolicy is a version of the policy, and what differs from another.
type ComparedPolicy struct {
	SavedPolicy
	Source     string           `json:"source" doc:"The whole document: YAML with CEL conditions"`
	Difference *door.Difference `json:"difference,omitempty" doc:"What differs from the version asked for with diff, part by part"`
	Lines      []door.Line      `json:"lines,omitempty" doc:"The same, line by line"`
}

// PolicyVersion reads version n and, unless from is 0, what it changes of version
// from.
func (s *Store) PolicyVersion(ctx context.Context, n, from int) (*ComparedPolicy, error) {
	numbers := []int{n}
	if from > 0 {
		numbers = append(numbers, from)
	}
	versions, err := s.policies.versions(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	compared := &ComparedPolicy{Source: versions[n].Source}
	if from > 0 {
		difference := versions[from].Compiled.Difference(versions[n].Compiled)
		compared.Difference, compared.Lines = &difference, door.Lines(versions[from].Source, versions[n].Source)
	}
	return compared, s.history(ctx).Where("policies.version = ?", n).Take(&compared.SavedPolicy).Error
}
