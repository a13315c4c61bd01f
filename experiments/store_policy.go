package experiments

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// PolicyVersion is a door policy as it was saved: immutable.
type PolicyVersion struct {
	Version   int        `json:"version" gorm:"primaryKey"`
	Source    string     `json:"source" doc:"The whole document: YAML with CEL conditions"`
	Note      string     `json:"note,omitempty" doc:"What it changes, in the words of who saved it"`
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
	v, zone, err := p.newest(ctx)
	if err != nil {
		return nil, "", err
	}
	return v, dayIn(zone, now), nil
}

func dayIn(zone *time.Location, at time.Time) Day { return Day(clock.Day(at, zone)) }

// newest is the newest policy, and the organisation's time zone.
func (p *policies) newest(ctx context.Context) (*PolicyVersion, *time.Location, error) {
	var here struct {
		Version  int
		TimeZone string
	}
	err := p.db.Read(ctx).Raw("SELECT COALESCE(MAX(version), 0) AS version, " + accounts.TimeZone + " AS time_zone FROM policies").Find(&here).Error
	if err != nil {
		return nil, nil, err
	}
	zone, err := clock.Zone(here.TimeZone)
	if err != nil {
		return nil, nil, err
	}
	if here.Version == 0 {
		return nil, nil, fault.New(fault.Conflict, "no-policy", "There is no door policy yet. Set the registry up first.")
	}
	v, err := p.version(ctx, here.Version)
	return v, zone, err
}

// version reads a version unless it is known.
func (p *policies) version(ctx context.Context, n int) (*PolicyVersion, error) {
	all, err := p.versions(ctx, n)
	return all[n], err
}

// versions reads those that are not known in one statement. It holds no lock
// while it reads: who waits for a connection must not stop those who hold all of
// them.
func (p *policies) versions(ctx context.Context, numbers ...int) (map[int]*PolicyVersion, error) {
	all, unread := map[int]*PolicyVersion{}, []int{}
	for _, n := range numbers {
		if v, ok := p.compiled.Load(n); ok {
			all[n] = v.(*PolicyVersion)
		} else if !slices.Contains(unread, n) {
			unread = append(unread, n)
		}
	}
	if len(unread) == 0 {
		return all, nil
	}
	var rows []*PolicyVersion
	if err := p.db.Read(ctx).Where("version IN ?", unread).Find(&rows).Error; err != nil {
		return nil, err
	}
	if len(rows) < len(unread) {
		return nil, fault.Missing("policy version")
	}
	for _, v := range rows {
		var err error
		if v.Compiled, err = door.Parse([]byte(v.Source)); err != nil {
			return nil, err
		}
		p.compiled.Store(v.Version, v)
		all[v.Version] = v
	}
	return all, nil
}

// Policy is the newest door policy.
func (s *Store) Policy(ctx context.Context) (*PolicyVersion, error) {
	v, _, err := s.policies.newest(ctx)
	return v, err
}

// InstallPolicy saves the shipped default as version 1; it is part of setup, and
// does nothing when a policy is there.
func (s *Store) InstallPolicy(ctx context.Context) error {
	v := PolicyVersion{Version: 1, Source: string(door.DefaultSource()), CreatedAt: s.clock.Now()}
	return s.db.Write(ctx).Where(PolicyVersion{Version: 1}).Attrs(v).FirstOrCreate(&v).Error
}
