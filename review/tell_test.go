package review_test

import (
	"slices"
	"testing"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
	"ajar/review"
)

// A review whose people cannot be told, because its experiment cannot be read, holds up no
// other, before or after it, and its own are told as soon as it can.
func TestOneReviewThatFailsHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHall(t, db)
		told := notifications.New(db, clock.Clock{})
		var reviews []string
		var broken *experiments.Experiment
		for at := range 3 {
			e := h.submit(t)
			reviews = append(reviews, "/reviews/"+h.reviewOf(t, e))
			if at == 1 {
				broken = e
			}
		}
		answers := func(json string) {
			t.Helper()
			if err := db.Write(t.Context()).Exec("UPDATE experiments SET answers = ? WHERE id = ?", json, broken.ID).Error; err != nil {
				t.Fatal(err)
			}
		}
		follow := func() error { return h.reviews.FollowPeople(t.Context(), outbox.Job{Data: []byte("{}")}) }
		links := func() (links []string) {
			t.Helper()
			page, _, err := told.Of(t.Context(), h.people["rosa"].PersonID, notifications.Inbox{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range page {
				links = append(links, n.Link)
			}
			slices.Sort(links)
			return links
		}

		answers("[]")
		if err := follow(); err == nil {
			t.Error("the job does not say that it failed")
		}
		if got, want := links(), []string{reviews[0], reviews[2]}; !slices.Equal(got, want) {
			t.Errorf("told of %v, not of %v", got, want)
		}
		answers("{}")
		if err := follow(); err != nil {
			t.Error(err)
		}
		if got := links(); !slices.Equal(got, reviews) {
			t.Errorf("told of %v, not of %v", got, reviews)
		}
	})
}

// submit registers a one-way door of the desk, which safety opens.
func (h *hall) submit(t *testing.T) *experiments.Experiment {
	t.Helper()
	customers, nothing, quick := int64(40), 0.0, 1.0
	e, err := h.exps.Register(t.Context(), h.people["pia"], experiments.Proposal{Title: "Offer tea", TeamID: h.desk, Change: "Tea", Effect: "Fewer leave",
		Because: "It is warm", WayBack: "No tea", StopRule: "Scalded", CounterSignal: "Noise", Premortem: "Cold tea", Signal: &experiments.Signal{Name: "Guests"},
		EndsOn: "2999-12-31", Answers: door.Answers{HealthOrSafety: door.Yes, VulnerableCustomers: door.No, LegalOrContract: door.No, BindsOthers: door.No,
			PersonalData: door.No, Destroys: door.No, PublicPromise: door.No, Colleagues: door.No, CanStopEarly: door.Yes, OwnHands: door.Yes, MadeWhole: door.Yes,
			CustomersExposed: &customers, MoneyAtRisk: &nothing, UndoCost: &nothing, UndoHours: &quick, NoticedWithin: door.SameDay}},
		experiments.Then{Submit: true}, "en")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// reviewOf is the id of the one open review of an experiment.
func (h *hall) reviewOf(t *testing.T, e *experiments.Experiment) string {
	t.Helper()
	page, _, err := h.reviews.List(t.Context(), h.people["rosa"], review.Inbox{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range page {
		if r.Experiment.ID == e.ID {
			return r.ID.String()
		}
	}
	t.Fatal("no review of", e.Key)
	return ""
}
