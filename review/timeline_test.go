package review_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/review"
)

// Who handed a turn to whom, and in whose stead somebody decided, stand in the
// timeline too.
func TestTheTimelineTellsWhoStoodIn(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHall(t, db)
		customers, nothing, quick := int64(900), 0.0, 1.0
		e, err := h.exps.Register(t.Context(), h.people["pia"], experiments.Proposal{Title: "Offer tea", TeamID: h.desk, Change: "Tea", Effect: "Fewer leave", Because: "It is warm",
			WayBack: "No tea", StopRule: "Scalded", CounterSignal: "Noise", Premortem: "Cold tea", Signal: &experiments.Signal{Name: "Guests"}, EndsOn: "2999-12-31",
			Answers: door.Answers{HealthOrSafety: door.No, VulnerableCustomers: door.No, LegalOrContract: door.No, BindsOthers: door.No, PersonalData: door.No, Destroys: door.No,
				PublicPromise: door.No, Colleagues: door.No, CanStopEarly: door.Yes, OwnHands: door.Yes, MadeWhole: door.Yes,
				CustomersExposed: &customers, MoneyAtRisk: &nothing, UndoCost: &nothing, UndoHours: &quick, NoticedWithin: door.SameDay}}, experiments.Then{Submit: true}, "en")
		if err != nil {
			t.Fatal(err)
		}
		id, err := h.reviews.Of(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		leo, ed, nora := h.people["leo"].PersonID, h.people["ed"].PersonID, h.people["nora"].PersonID
		later := func(minutes int) time.Time {
			return time.Now().UTC().Add(time.Duration(minutes) * time.Minute).Truncate(time.Microsecond)
		}
		insert := func(table string, row map[string]any) {
			t.Helper()
			if err := db.Write(t.Context()).Table(table).Create(row).Error; err != nil {
				t.Fatal(err)
			}
		}
		insert("hand_overs", map[string]any{"id": uuid.New(), "review_id": id, "gate": "customers_exposed", "from_id": leo, "to_id": ed, "note": "I am away", "created_at": later(1), "ended_at": later(2)})
		insert("hand_overs", map[string]any{"id": uuid.New(), "review_id": id, "gate": "customers_exposed", "from_id": ed, "note": "So am I", "created_at": later(2)})
		insert("decisions", map[string]any{"id": uuid.New(), "review_id": id, "gate": "customers_exposed", "person_id": nora, "for_person_id": ed, "verdict": "approve", "reason": "", "created_at": later(3)})

		entries, more, err := h.reviews.Timeline(t.Context(), h.people["cora"], id, 1, 10, "en")
		if err != nil || more {
			t.Fatal(more, err)
		}
		got := [][]string{}
		for _, e := range entries {
			got = append(got, []string{string(e.Kind), e.By, e.To, e.For, e.Text})
		}
		want := [][]string{{"handed_over", "leo", "ed", "", "I am away"}, {"handed_over", "ed", "", "", "So am I"}, {"decision", "nora", "", "ed", ""}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		people, err := h.reviews.People(t.Context(), h.people["cora"], id)
		if err != nil || !cmp.Equal(part(people, nora), "discussion") {
			t.Errorf("who decided takes part as %q, %v", part(people, nora), err)
		}
	})
}

func part(people []review.Participant, id uuid.UUID) string {
	for _, p := range people {
		if p.ID == id {
			return p.Part
		}
	}
	return ""
}
