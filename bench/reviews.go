package main

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/clock"
)

// waitingOneIn is of how many reviews one waits; the others have ended.
const waitingOneIn = 10

// newReviewer makes a reviewer of the route care, and a token of theirs.
func newReviewer(ctx context.Context, people *accounts.Store, admin accounts.Actor) (token string, err error) {
	person, _, err := people.CreatePerson(ctx, admin, accounts.PersonInput{Name: "Reviewer", Email: "reviewer@example.com",
		Password: "measured, never asserted", Roles: accounts.Roles{accounts.Member, accounts.Reviewer}})
	if err != nil {
		return "", err
	}
	if _, err := people.PutRoute(ctx, admin, "care", nil, accounts.RouteInput{Members: []uuid.UUID{person.ID}}); err != nil {
		return "", err
	}
	token, _, err = people.CreateToken(ctx, accounts.Actor{PersonID: person.ID, Roles: person.Roles}, "bench", nil)
	return token, err
}

// reviewRows are what a batch of reviews is made of.
type reviewRows struct{ requirements, reviews, asks []map[string]any }

func (r *reviewRows) add(more reviewRows) {
	r.requirements, r.reviews, r.asks = append(r.requirements, more.requirements...), append(r.reviews, more.reviews...), append(r.asks, more.asks...)
}

func (r *reviewRows) write(tx *gorm.DB) error {
	for _, one := range []struct {
		table string
		rows  []map[string]any
	}{{"requirements", r.requirements}, {"reviews", r.reviews}, {"asks", r.asks}} {
		if len(one.rows) == 0 {
			continue
		}
		if err := tx.Table(one.table).CreateInBatches(one.rows, 100).Error; err != nil {
			return err
		}
	}
	return nil
}

// reviewOf makes the review of an experiment: two gates, of which the reviewer
// serves one. It ended, or waits for somewhere between an hour and a year.
func (s *seeder) reviewOf(e experiments.Experiment) reviewRows {
	id, waits := clock.NewID(), e.Status == experiments.InReview
	since := e.CreatedAt.Add(-time.Duration(1+s.rand.IntN(365*24)) * time.Hour)
	state := "approved"
	if waits {
		state = "open"
	}
	rows := reviewRows{reviews: []map[string]any{{"id": id, "experiment_id": e.ID, "revision": 1, "state": state, "turn": "route",
		"waiting_since": since, "clock_from": since, "waits": waits, "version": 1, "opened_at": since}}}
	if !waits {
		return rows
	}
	for n, gate := range [][2]string{{"vulnerable_customers", "care"}, {"health_or_safety", "safety"}} {
		rows.requirements = append(rows.requirements, map[string]any{"experiment_id": e.ID, "revision": 1, "n": n + 1, "kind": "gate", "gate": gate[0],
			"route": gate[1], "due": "before_start", "text": "", "state": "open", "note": ""})
	}
	rows.asks = []map[string]any{{"review_id": id, "gate": "vulnerable_customers", "who": "members:care", "why": "turn",
		"experiment_id": e.ID, "team_id": e.TeamID, "waiting_since": since, "told": true}}
	if len(s.reviews) < 2000 {
		s.reviews = append(s.reviews, id.String())
	}
	return rows
}
