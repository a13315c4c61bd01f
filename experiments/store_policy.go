package experiments

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments/door"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// PolicyVersion is a door policy as it was saved: immutable.
type PolicyVersion struct {
	Version   int        `json:"version" gorm:"primaryKey"`
	Source    string     `json:"source" doc:"The whole document: YAML with CEL conditions"`
	CreatedBy *uuid.UUID `json:"-"`
	CreatedAt time.Time  `json:"created_at"`

	Compiled *door.Policy `json:"-" gorm:"-"`
}

// TableName is where GORM keeps policy versions.
func (PolicyVersion) TableName() string { return "policies" }

// policies remembers every compiled version: a version never changes, so the
// memory never grows stale; only which one is newest is asked each time.
type policies struct {
	db       *database.DB
	compiled sync.Map // of *PolicyVersion by version
}

func newPolicies(db *database.DB) *policies {
	return &policies{db: db}
}

// current is the newest policy, and the day it is now for the organisation.
func (p *policies) current(ctx context.Context, now time.Time) (*PolicyVersion, Day, error) {
	var here struct {
		Version  int
		TimeZone string
	}
	err := p.db.Read(ctx).Raw("SELECT COALESCE(MAX(version), 0) AS version, COALESCE((SELECT time_zone FROM organisation), 'UTC') AS time_zone FROM policies").Scan(&here).Error
	if err != nil {
		return nil, "", err
	}
	zone, err := time.LoadLocation(here.TimeZone)
	if err != nil {
		return nil, "", err
	}
	v, err := p.version(ctx, here.Version)
	return v, Day(now.In(zone).Format(time.DateOnly)), err
}

// version reads a version unless it is known. It holds no lock while it reads:
// who waits for a connection must not stop those who hold all of them.
func (p *policies) version(ctx context.Context, n int) (*PolicyVersion, error) {
	if v, ok := p.compiled.Load(n); ok {
		return v.(*PolicyVersion), nil
	}
	v := &PolicyVersion{}
	err := p.db.Read(ctx).Where("version = ?", n).Take(v).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.New(fault.Conflict, "no-policy", "There is no door policy yet. Set the registry up first.")
	}
	if err != nil {
		return nil, err
	}
	if v.Compiled, err = door.Parse([]byte(v.Source)); err != nil {
		return nil, err
	}
	p.compiled.Store(n, v)
	return v, nil
}

// Policy is the newest door policy.
func (s *Store) Policy(ctx context.Context) (*PolicyVersion, error) {
	v, _, err := s.policies.current(ctx, s.clock.Now())
	return v, err
}

// InstallPolicy saves the shipped default as version 1; it is part of setup, and
// does nothing when a policy is there.
func (s *Store) InstallPolicy(ctx context.Context) error {
	v := PolicyVersion{Version: 1, Source: string(door.DefaultSource()), CreatedAt: s.clock.Now()}
	return s.db.Write(ctx).Where(PolicyVersion{Version: 1}).Attrs(v).FirstOrCreate(&v).Error
}
