package experiments

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatAConclusionCannotSay(t *testing.T) {
	n, nought := 2.0, 0.0
	whole := Recovery{Time: true, Acknowledge: true, Meet: true, Act: true}
	closed := func(on Day) *Recovery { r := whole; r.LoopClosedOn = on; return &r }
	for _, c := range []struct {
		name string
		said Conclusion
		want map[string]string
	}{
		{"only how it ended", Conclusion{Outcome: Worked}, nil},
		{"everything of what never ran", Conclusion{Outcome: NotRun, Signal: &n, RightReason: "yes", CounterSignal: &n, CustomersSay: &CustomersSay{}, Gained: &CustomerCount{},
			Lost: &CustomerCount{}, Undone: &Undone{Needed: true}, ReversibleAsSaid: "yes", Next: "drop", Recovery: &whole}, map[string]string{
			"body.signal": "not_run", "body.right_reason": "not_run", "body.counter_signal": "not_run", "body.customers_say": "not_run", "body.gained": "not_run",
			"body.lost": "not_run", "body.undone": "not_run", "body.reversible_as_said": "not_run", "body.recovery": "not_run"}},
		{"nothing was undone, as nothing ran", Conclusion{Outcome: NotRun, Undone: &Undone{}}, nil},
		{"nothing was undone, at no cost", Conclusion{Outcome: Worked, Undone: &Undone{Hours: &nought, Cost: &nought, LeftOvers: "A stain"}}, nil},
		{"nothing was undone, and it took a while", Conclusion{Outcome: Worked, Undone: &Undone{Hours: &n, Cost: &n}},
			map[string]string{"body.undone.hours": "not_undone", "body.undone.cost": "not_undone"}},
		{"undone", Conclusion{Outcome: Worked, Undone: &Undone{Needed: true, Hours: &n, Cost: &n}}, nil},
		{"a recovery that has begun", Conclusion{Outcome: Worked, Recovery: &Recovery{Time: true}}, nil},
		{"a recovery that is done", Conclusion{Outcome: Worked, Recovery: closed("2026-11-22")}, nil},
		{"closed tomorrow", Conclusion{Outcome: Worked, Recovery: closed("2026-11-23")}, map[string]string{"body.recovery.loop_closed_on": "in_the_future"}},
		{"closed before the start", Conclusion{Outcome: Worked, Recovery: closed("2026-11-01")}, map[string]string{"body.recovery.loop_closed_on": "too_early"}},
		{"closed in a month", Conclusion{Outcome: Worked, Recovery: closed("2026-11")}, map[string]string{"body.recovery.loop_closed_on": "date"}},
		{"closed before it was done", Conclusion{Outcome: Worked, Recovery: &Recovery{Time: true, Meet: true, LoopClosedOn: "2026-11-22"}},
			map[string]string{"body.recovery.acknowledge": "before_the_loop", "body.recovery.act": "before_the_loop"}},
	} {
		var got map[string]string
		for _, w := range c.said.wrong("2026-11-02", "2026-11-22") {
			if got == nil {
				got = map[string]string{}
			}
			got[w.Location] = w.Code
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestARecoveryIsOwedUntilAllOfItIsDone(t *testing.T) {
	done := Recovery{Time: true, Acknowledge: true, Meet: true, Act: true, LoopClosedOn: "2026-11-22"}
	if !done.closed() || !(*Recovery)(nil).closed() {
		t.Error("what is done, or was never needed, is owed")
	}
	for name, undo := range map[string]func(*Recovery){
		"time": func(r *Recovery) { r.Time = false }, "acknowledge": func(r *Recovery) { r.Acknowledge = false },
		"meet": func(r *Recovery) { r.Meet = false }, "act": func(r *Recovery) { r.Act = false }, "loop": func(r *Recovery) { r.LoopClosedOn = "" },
	} {
		r := done
		if undo(&r); r.closed() {
			t.Errorf("without %s it is closed", name)
		}
	}
}
